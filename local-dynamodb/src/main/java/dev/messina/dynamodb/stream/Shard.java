package dev.messina.dynamodb.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** One shard: the changes of a range of partition keys in their order, for some hours. */
final class Shard {

  private static final long MINUTE = 60_000;

  private final String id;
  private final Optional<String> parent;
  private final HashRange range;
  private final Instant created;
  private final long slip;
  private final SequenceNumbers numbers;
  private final RecordLog log = new RecordLog();
  private Instant countsFrom;
  private Instant lastChange;
  private long minute;
  private int inMinute;
  private Instant closed;
  private SequenceNumber ending;
  private Instant expired;

  /**
   * @param lastChange when the latest of the changes came that its ancestors took
   * @param slip how far its clock is behind
   */
  Shard(
      String id,
      Optional<String> parent,
      HashRange range,
      Instant created,
      Instant lastChange,
      Duration slip,
      Random random) {
    this.id = id;
    this.parent = parent;
    this.range = range;
    this.created = created;
    this.countsFrom = created;
    this.lastChange = lastChange;
    this.slip = slip.toMillis();
    this.numbers = new SequenceNumbers(random);
  }

  String id() {
    return id;
  }

  Optional<String> parent() {
    return parent;
  }

  HashRange range() {
    return range;
  }

  Instant created() {
    return created;
  }

  Instant lastChange() {
    return lastChange;
  }

  RecordLog log() {
    return log;
  }

  /** From when on the time is counted after which it is rolled over. */
  Instant countsFrom() {
    return countsFrom;
  }

  void countFrom(Instant earlier) {
    countsFrom = earlier;
  }

  boolean isOpen() {
    return closed == null;
  }

  /** Takes a change, unless its images are not wanted. */
  void add(Change change, byte[] keys, StreamViewType view) {
    long at = change.at().toEpochMilli();
    log.add(
        new StreamRecord(
            numbers.next(),
            at - slip,
            change.before() == null
                ? EventName.INSERT
                : change.after() == null ? EventName.REMOVE : EventName.MODIFY,
            keys,
            view.keepsOld() ? change.before() : null,
            view.keepsNew() ? change.after() : null,
            change.by().orElse(null)));
    lastChange = change.at();
    inMinute = at / MINUTE == minute ? inMinute + 1 : 1;
    minute = at / MINUTE;
  }

  /** How many changes came in the latest minute that had any. */
  int changesInMinute() {
    return inMinute;
  }

  /** It takes no more changes. */
  void close(Instant at, boolean endsWithRecord) {
    closed = at;
    ending = endsWithRecord ? numbers.last() : numbers.next();
  }

  void trim(Instant now, Duration retention) {
    log.trimBefore(now.minus(retention).toEpochMilli() - slip);
    if (closed != null && expired == null && !closed.plus(retention).isAfter(now)) {
      expired = closed.plus(retention);
    }
  }

  /** Trims all that there is, as if it were old enough. */
  void expire(Instant at) {
    log.trimBefore(Long.MAX_VALUE);
    if (closed != null && expired == null) {
      expired = at;
    }
  }

  /** When the last of its records was due to be trimmed; empty if that is to come. */
  Optional<Instant> expired() {
    return Optional.ofNullable(expired);
  }

  /** Whether a sequence number can be one of its own, so far. */
  boolean covers(SequenceNumber sequence) {
    return sequence.compareTo(numbers.first()) >= 0 && sequence.compareTo(numbers.last()) <= 0;
  }

  /** As it was at a time. */
  ListedShard listed(Instant asOf) {
    boolean stillOpen = closed == null || closed.isAfter(asOf);
    return new ListedShard(
        id, parent, numbers.first(), stillOpen ? Optional.empty() : Optional.of(ending));
  }
}
