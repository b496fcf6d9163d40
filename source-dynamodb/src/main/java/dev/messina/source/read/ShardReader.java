package dev.messina.source.read;

import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.Shard;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.StreamPage;
import dev.messina.source.aws.StreamRecord;
import dev.messina.source.change.Epoch;
import dev.messina.source.change.Lineage;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Reads one shard, page by page, and gives its changes their write times. Not safe for use by
 * several threads.
 */
public final class ShardReader {

  /** One empty page proves nothing: it may take several calls to come to the next record. */
  private static final int EMPTY_PAGES_AT_END = 5;

  /** A record that is there comes up within fewer pages, counted from its own sequence number. */
  private static final int EMPTY_PAGES_BEFORE_RECORD = 20;

  private final StreamApi api;
  private final String streamArn;
  private final Shard shard;
  private final SourcePartition.Shard partition;
  private final long cutMicros;
  private final int pageLimit;

  private final Deque<ShardPosition> floors = new ArrayDeque<>();

  private ShardPosition position;
  private boolean confirming;
  private String iterator;
  private boolean answered;
  private boolean fromHorizon;
  private boolean lossKnown;
  private int emptyPages;

  public ShardReader(
      StreamApi api,
      String streamArn,
      Shard shard,
      SourcePartition.Shard partition,
      long cutMicros,
      int pageLimit,
      ShardPosition position) {
    this.api = api;
    this.streamArn = streamArn;
    this.shard = shard;
    this.partition = partition;
    this.cutMicros = cutMicros;
    this.pageLimit = pageLimit;
    this.position = position;
  }

  /**
   * Positions at which the write times were raised, in their order. They apply again wherever
   * reading passes them.
   */
  public void applyAgain(List<ShardPosition> later) {
    floors.addAll(later);
    applyFloors();
  }

  /**
   * The newest epoch above which the write times lie, or will once the floors ahead have been
   * passed, in microseconds since 1970.
   */
  public long raisedMicros() {
    long ahead = floors.isEmpty() ? 0 : floors.getLast().epochMicros();
    return Math.max(position.epochMicros(), ahead);
  }

  /** Every write time from here on lies above a later epoch. */
  public void raise(long epochMicros) {
    position = position.raised(epochMicros);
  }

  public Shard shard() {
    return shard;
  }

  public SourcePartition.Shard partition() {
    return partition;
  }

  public ShardPosition position() {
    return position;
  }

  /** Whether DynamoDB has given a page of this shard since this reader began. */
  public boolean answered() {
    return answered;
  }

  /**
   * The call for the next page; it may run on another thread.
   *
   * @param trimmedBeforeMicros what is older may have been trimmed by now
   */
  public Callable<StreamPage> nextPage(long trimmedBeforeMicros) {
    String next = iterator;
    IteratorStart start = start(trimmedBeforeMicros);
    if (next == null) {
      confirming = position.sequence() != null && !fromHorizon;
      if (confirming) {
        emptyPages = 0;
      }
    }
    return () ->
        api.page(next == null ? api.iterator(streamArn, shard.id(), start) : next, pageLimit);
  }

  /** The iterator is of no use any more; the next page begins with a new one. */
  public void reopen() {
    iterator = null;
  }

  /**
   * The position was trimmed. On a shard that had nothing new for a day that is no loss, nor on one
   * that is unread and younger: it may begin with a number that no record has. Reading goes on at
   * the trim horizon.
   *
   * @return false if records may have been lost
   */
  public boolean reopenAtHorizon(long trimmedBeforeMicros) {
    boolean unread = position.sequence() == null;
    if (fromHorizon
        || (readUntilMicros() < trimmedBeforeMicros && !(unread && isYoung(trimmedBeforeMicros)))) {
      return false;
    }
    fromHorizon = true;
    iterator = null;
    return true;
  }

  /** Records were lost and that is known and accepted; reading goes on at the trim horizon. */
  public void passOverLost() {
    lossKnown = true;
    fromHorizon = true;
    iterator = null;
  }

  /**
   * Whether nothing has been read since records were passed over: what is trimmed now is the same
   * loss, and there is nothing left of the shard.
   */
  public boolean isLost() {
    return lossKnown && fromHorizon;
  }

  /**
   * Moves behind a page.
   *
   * @return the changes that count, in order; those in front of the cut are left out
   * @throws ConnectException if the shard does not hold the record at the position
   */
  public List<StampedChange> advance(StreamPage page, Instant now) {
    answered = true;
    iterator = page.nextIterator();
    emptyPages = page.records().isEmpty() ? emptyPages + 1 : 0;
    List<StampedChange> changes = new ArrayList<>(page.records().size());
    for (StreamRecord record : confirm(page.records())) {
      applyFloorsBefore(record.sequence());
      ShardPosition before = position;
      Lineage lineage = position.lineage().after(changeMicros(record), cutMicros);
      position = position.behind(record.sequence(), lineage);
      fromHorizon = false;
      if (lineage.passed()) {
        changes.add(new StampedChange(record, before, position));
      }
    }
    if (!floors.isEmpty()) {
      applyFloors();
    }
    if (iterator == null) {
      position = position.finished(now.toEpochMilli());
    } else if (isAtEnd()) {
      position = position.checked(now.toEpochMilli());
    }
    return changes;
  }

  /**
   * The first record behind a new iterator is the one at the position, which has been handled. A
   * sequence number that the shard has never seen would otherwise be waited for without end.
   */
  private List<StreamRecord> confirm(List<StreamRecord> records) {
    if (!confirming) {
      return records;
    }
    if (!records.isEmpty() && records.get(0).sequence().equals(position.sequence())) {
      confirming = false;
      return records.subList(1, records.size());
    }
    if (records.isEmpty() && iterator != null && emptyPages < EMPTY_PAGES_BEFORE_RECORD) {
      return records;
    }
    throw new ConnectException(
        where()
            + ": the shard has no record at sequence number "
            + position.sequence()
            + ", which is where its offset says that reading ended. The offset belongs to another"
            + " table or was altered. Correct it through the connector's offsets in Connect's REST"
            + " API, see docs/offsets.md, or delete all of them for a new snapshot.");
  }

  private void applyFloors() {
    while (!floors.isEmpty() && !floors.peek().isBehind(position)) {
      position = position.raised(floors.remove().epochMicros());
    }
  }

  /** A floor may stand at a record that was trimmed meanwhile. */
  private void applyFloorsBefore(String sequence) {
    while (!floors.isEmpty() && floors.peek().isBefore(sequence)) {
      position = position.raised(floors.remove().epochMicros());
    }
  }

  /**
   * The trim horizon moves on without a word. Where it may have passed the shard's beginning,
   * reading begins at its first sequence number, which fails if that has been trimmed.
   */
  private IteratorStart start(long trimmedBeforeMicros) {
    if (position.sequence() != null && !fromHorizon) {
      return IteratorStart.at(position.sequence());
    }
    return lossKnown
            || readUntilMicros() >= trimmedBeforeMicros
            || (fromHorizon && isYoung(trimmedBeforeMicros))
            || shard.startingSequence() == null
        ? IteratorStart.trimHorizon()
        : IteratorStart.at(shard.startingSequence());
  }

  private boolean isYoung(long trimmedBeforeMicros) {
    return shard.createdMillis() * 1_000 >= trimmedBeforeMicros;
  }

  /** Whether so many pages in a row were empty that there is nothing more for now. */
  public boolean isAtEnd() {
    return emptyPages >= EMPTY_PAGES_AT_END;
  }

  /** Changes up to this time have been read or do not count, in microseconds since 1970. */
  public long readUntilMicros() {
    Lineage lineage = position.lineage();
    long read = Math.max(position.checkedMillis() * 1_000, lineage.changeMicros());
    return lineage.passed() ? read : Math.max(read, cutMicros);
  }

  private long changeMicros(StreamRecord record) {
    Instant time = record.time();
    if (time == null) {
      throw new ConnectException(
          where()
              + ": the record at sequence number "
              + record.sequence()
              + " has no creation time, without which it cannot be ordered. Report this with the"
              + " service that answers at aws.endpoint.");
    }
    return Epoch.micros(time);
  }

  private String where() {
    return "Table '" + partition.table() + "', shard '" + partition.shard() + "'";
  }
}
