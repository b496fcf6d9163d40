package dev.messina.dynamodb.stream;

import static dev.messina.dynamodb.error.ApiException.validation;
import static dev.messina.dynamodb.error.ErrorType.RESOURCE_NOT_FOUND;
import static dev.messina.dynamodb.error.ErrorType.TRIMMED_DATA_ACCESS;

import dev.messina.dynamodb.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The stream of one table, from being switched on to being switched off and 24 hours on. {@link
 * #append} is called under the lock of the table, in the order of the changes. Safe for use by
 * several threads.
 */
public final class TableStream {

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final int MOST_BYTES = 1024 * 1024;
  private static final int LAST_OF_ID = "shardId-00000001414576573621-f55eea83".length() - 1;

  private final StreamSource source;
  private final String label;
  private final Instant created;
  private final Supplier<StreamSettings> settings;
  private final Random random;
  private final KeyJson keys;
  private final ShardTree shards;
  private Instant swept;
  private Optional<Instant> disabled = Optional.empty();
  private Optional<StreamStatus> held = Optional.empty();

  TableStream(
      StreamSource source,
      String label,
      Instant created,
      Supplier<StreamSettings> settings,
      Random random) {
    this.source = source;
    this.label = label;
    this.created = created;
    this.settings = settings;
    this.random = random;
    this.keys = new KeyJson(source.keySchema());
    this.shards = new ShardTree(settings, created, random);
    this.swept = created;
  }

  public String arn() {
    return source.tableArn() + "/stream/" + label;
  }

  /** When it was switched on, as the last part of its ARN. */
  public String label() {
    return label;
  }

  public StreamSource source() {
    return source;
  }

  /** When it was switched on. */
  public Instant created() {
    return created;
  }

  public synchronized StreamStatus status(Instant now) {
    if (held.isPresent()) {
      return held.get();
    }
    SwitchSettings switching = settings.get().switching();
    if (disabled.isPresent()) {
      return now.isBefore(disabled.get().plus(switching.disabling()))
          ? StreamStatus.DISABLING
          : StreamStatus.DISABLED;
    }
    return now.isBefore(created.plus(switching.enabling()))
        ? StreamStatus.ENABLING
        : StreamStatus.ENABLED;
  }

  /** Keeps the status until it is let go with an empty one. */
  public synchronized void hold(Optional<StreamStatus> status) {
    held = status;
  }

  /** Records a change, if the stream is enabled. */
  public synchronized void append(Change change) {
    Instant now = change.at();
    if (status(now) != StreamStatus.ENABLED) {
      return;
    }
    advance(now);
    Shard shard = shards.open(change.key().hash());
    shard.add(
        change,
        keys.of(change.after() == null ? change.before() : change.after()),
        source.viewType());
    shards.splitIfBusy(shard, now);
  }

  /** Ends the stream: it takes no changes from then on and stays readable for 24 hours. */
  public synchronized void disable(Instant at) {
    if (disabled.isEmpty()) {
      advance(at);
      shards.closeAll(at);
      disabled = Optional.of(at);
    }
  }

  /** Whether it was switched off so long ago that nothing can be read. */
  synchronized boolean isGone(Instant now) {
    return held.isEmpty()
        && disabled
            .filter(at -> !at.plus(settings.get().shards().retention()).isAfter(now))
            .isPresent();
  }

  /** The shards as DescribeStream tells of them, in the order of their ids. */
  public synchronized List<ListedShard> shards(Instant now) {
    advance(now);
    shards.trim(now);
    ListingSettings listing = settings.get().listing();
    Instant asOf = now.minus(listing.stale());
    Instant complete = asOf.minus(listing.incomplete());
    return shards.all().stream()
        .filter(shard -> shard.parent().isEmpty() || !shard.created().isAfter(asOf))
        .filter(shard -> !shard.created().isAfter(complete) || isShownEarly(shard))
        .map(shard -> shard.listed(asOf))
        .toList();
  }

  /**
   * @throws ApiException if there is no such shard, or what it would begin with is trimmed
   */
  public synchronized ShardPosition position(String shardId, IteratorStart start, Instant now) {
    Shard shard = readable(shardId, now);
    RecordLog log = shard.log();
    long index;
    if (start instanceof IteratorStart.At at) {
      check(shard, at.sequence(), log.isTrimmed(at.sequence()));
      index = log.indexOf(at.sequence());
    } else if (start instanceof IteratorStart.After after) {
      check(shard, after.sequence(), log.isTrimmedAfter(after.sequence()));
      index = log.indexAfter(after.sequence());
    } else {
      index = start instanceof IteratorStart.Latest ? log.end() : log.start();
    }
    return new ShardPosition(index, emptyPages());
  }

  /**
   * A page of at most as many records, and at most 1 MB unless its only record is larger.
   *
   * @throws ApiException if there is no such shard any more, or the next record is trimmed
   */
  public RecordPage read(String shardId, ShardPosition from, int most, Instant now) {
    List<StreamRecord> found;
    boolean closed;
    long end;
    synchronized (this) {
      Shard shard = readable(shardId, now);
      if (from.index() < shard.log().start()) {
        throw trimmed();
      }
      if (from.emptyPages() > 0) {
        return new RecordPage(
            List.of(), Optional.of(new ShardPosition(from.index(), from.emptyPages() - 1)));
      }
      found = shard.log().from(from.index(), most);
      closed = !shard.isOpen();
      end = shard.log().end();
    }
    List<StreamRecord> page = upToSize(found);
    long next = from.index() + page.size();
    if (closed && next >= end) {
      return new RecordPage(page, Optional.empty());
    }
    return new RecordPage(
        page, Optional.of(new ShardPosition(next, page.isEmpty() ? 0 : emptyPages())));
  }

  /**
   * Closes a shard and continues it with another.
   *
   * @return the new shard
   * @throws IllegalArgumentException if it is not open
   */
  public synchronized List<String> rollOver(String shard, Instant now) {
    return ids(shards.rollOver(open(shard, now), now));
  }

  /**
   * Closes a shard and continues it with two, which share its keys among them.
   *
   * @return the new shards
   * @throws IllegalArgumentException if it is not open, or takes the changes of one key only
   */
  public synchronized List<String> split(String shard, Instant now) {
    Shard open = open(shard, now);
    if (!open.range().isDivisible()) {
      throw new IllegalArgumentException("Shard " + shard + " has no two halves");
    }
    return ids(shards.split(open, now));
  }

  /**
   * Closes two shards and continues both with one, which names the first as its parent. Nothing
   * tells readers that it continues the second one as well: what they have not read of that by then
   * they may read after changes of the new shard.
   *
   * @return the new shard
   * @throws IllegalArgumentException if one is not open, or they are no neighbours
   */
  public synchronized List<String> merge(String first, String second, Instant now) {
    Shard parent = open(first, now);
    Shard other = open(second, now);
    if (!parent.range().touches(other.range())) {
      throw new IllegalArgumentException(
          "Shards " + first + " and " + second + " are no neighbours");
    }
    return ids(shards.merge(parent, other, now));
  }

  /** The ids of the shards that take changes, in their order. */
  public synchronized List<String> openShards(Instant now) {
    advance(now);
    return shards.all().stream().filter(Shard::isOpen).map(Shard::id).toList();
  }

  /** The open shard with the next higher keys, if there is one. */
  public synchronized Optional<String> neighbour(String shard, Instant now) {
    return shards.next(open(shard, now)).map(Shard::id);
  }

  /** Trims all records that there are, as if they were older than a day. */
  public synchronized void trimAll(Instant now) {
    advance(now);
    shards.all().forEach(shard -> shard.expire(now));
  }

  private Shard open(String shard, Instant now) {
    advance(now);
    return shards
        .find(shard, now)
        .filter(Shard::isOpen)
        .orElseThrow(
            () -> new IllegalArgumentException("Stream " + arn() + " has no open shard " + shard));
  }

  private static List<String> ids(List<Shard> found) {
    return found.stream().map(Shard::id).toList();
  }

  private void advance(Instant now) {
    shards.rollOverUntil(now);
    if (Duration.between(swept, now).compareTo(BETWEEN_SWEEPS) > 0) {
      shards.trim(now);
      swept = now;
    }
  }

  private Shard readable(String shardId, Instant now) {
    advance(now);
    return shards
        .find(shardId, now)
        .filter(shard -> shard.expired().isEmpty() || settings.get().listing().readable())
        .orElseThrow(() -> noShard(shardId));
  }

  private static void check(Shard shard, SequenceNumber sequence, boolean isTrimmed) {
    if (!shard.covers(sequence)) {
      throw validation(
          "Invalid SequenceNumber: it is not in the range of the sequence numbers of the shard");
    }
    if (isTrimmed) {
      throw trimmed();
    }
  }

  private static List<StreamRecord> upToSize(List<StreamRecord> records) {
    long bytes = 0;
    for (int i = 0; i < records.size(); i++) {
      bytes += records.get(i).size();
      if (bytes > MOST_BYTES && i > 0) {
        return records.subList(0, i);
      }
    }
    return records;
  }

  private int emptyPages() {
    int most = settings.get().iterators().emptyPages();
    return most == 0 ? 0 : random.nextInt(most + 1);
  }

  /** Half of the new shards are in the list at once. */
  private static boolean isShownEarly(Shard shard) {
    return shard.parent().isEmpty() || Character.digit(shard.id().charAt(LAST_OF_ID), 16) < 8;
  }

  private static ApiException noShard(String shardId) {
    return new ApiException(
        RESOURCE_NOT_FOUND, "Requested resource not found: Shard: " + shardId + " not found");
  }

  private static ApiException trimmed() {
    return new ApiException(
        TRIMMED_DATA_ACCESS,
        "The operation attempted to read past the oldest stream record in a shard.");
  }
}
