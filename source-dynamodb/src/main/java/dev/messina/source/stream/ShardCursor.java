package dev.messina.source.stream;

import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.StreamPage;
import dev.messina.source.aws.StreamRecord;
import dev.messina.source.change.Epoch;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads one shard, page by page, and gives its changes their write timestamps. Not safe for use by
 * several threads.
 */
final class ShardCursor {

  /** One empty page proves nothing: it may take several calls to come to the next record. */
  private static final int EMPTY_PAGES_AT_END = 5;

  /** Nor do many that come in one breath: DynamoDB may be on its way through the shard. */
  private static final Duration EMPTY_AT_END = Duration.ofSeconds(30);

  /** A record that is there comes up within fewer pages, which take a minute or so. */
  private static final int EMPTY_PAGES_BEFORE_RECORD = 100;

  /**
   * A record of the shard with its write timestamp.
   *
   * @param before the position before it
   * @param position the position after it; its lineage ends in the record's write timestamp
   */
  record Change(StreamRecord record, ShardOffset before, ShardOffset position) {}

  private final StreamApi api;
  private final StreamOrigin stream;
  private final StreamOptions options;
  private final ShardDescription shard;
  private final SourcePartition.Shard partition;
  private final boolean begunHere;

  private final Deque<ShardOffset> barriers = new ArrayDeque<>();

  private ShardOffset position;
  private boolean confirming;
  private String iterator;
  private boolean answered;
  private boolean fromHorizon;
  private boolean lossKnown;
  private boolean listedSince;
  private int emptyPages;
  private Instant emptySince;
  private boolean atEnd;
  private PollInterval pace;
  private ShardOffset sent;
  private Instant sentAt;

  /**
   * @param begunHere whether the shard is begun by this task after its parent, or as a root
   */
  ShardCursor(
      StreamApi api,
      StreamOrigin stream,
      StreamOptions options,
      ShardDescription shard,
      ShardOffset position,
      boolean begunHere) {
    this.api = api;
    this.stream = stream;
    this.options = options;
    this.shard = shard;
    this.partition = stream.partition(shard.id());
    this.position = position;
    this.begunHere = begunHere;
  }

  /**
   * Positions at which the write timestamps were raised, in their order. They apply again wherever
   * reading passes them.
   */
  void applyAgain(List<ShardOffset> later) {
    barriers.addAll(later);
    applyFloors();
  }

  /**
   * The newest epoch above which the write timestamps lie, or will once the epoch barriers ahead
   * have been passed, in microseconds since 1970.
   */
  long raisedMicros() {
    long ahead = barriers.isEmpty() ? 0 : barriers.getLast().epochMicros();
    return Math.max(position.epochMicros(), ahead);
  }

  /** Every write timestamp from here on lies above a later epoch. */
  void raise(long epochMicros) {
    position = position.raised(epochMicros);
  }

  String shard() {
    return shard.id();
  }

  boolean begunHere() {
    return begunHere;
  }

  SourcePartition.Shard partition() {
    return partition;
  }

  ShardOffset position() {
    return position;
  }

  /** Whether DynamoDB has given a page of this shard since this reader began. */
  boolean answered() {
    return answered;
  }

  /**
   * The call for the next page; it may run on another thread, and be repeated for days: where an
   * iterator begins is decided each time again.
   *
   * @param trimmedBeforeMicros what is older may have been trimmed by the time it is asked
   */
  Callable<StreamPage> nextPage(LongSupplier trimmedBeforeMicros) {
    String next = iterator;
    Standing standing = standing();
    if (next == null) {
      confirming = position.sequence() != null && !fromHorizon;
      if (confirming) {
        emptyPages = 0;
      }
    }
    return () ->
        api.page(
            next == null ? iterator(standing, trimmedBeforeMicros.getAsLong()) : next,
            options.stream().pageLimit());
  }

  private String iterator(Standing standing, long trimmedBeforeMicros) {
    IteratorStart start =
        standing
            .start(trimmedBeforeMicros)
            .orElseThrow(
                () ->
                    TrimmedDataAccessException.builder()
                        .message("the first sequence number is not listed, and may be trimmed")
                        .build());
    return api.iterator(stream.arn(), shard.id(), start);
  }

  /** The iterator is of no use any more; the next page begins with a new one. */
  void reopen() {
    iterator = null;
  }

  /**
   * The position was trimmed. Where that is no loss, reading goes on at the trim horizon.
   *
   * @return false if records may have been lost
   */
  boolean reopenAtHorizon(long trimmedBeforeMicros) {
    if (!standing().losesNothing(trimmedBeforeMicros)) {
      return false;
    }
    fromHorizon = true;
    iterator = null;
    return true;
  }

  /** A listing has been there since the shard was missed; pages are asked for again. */
  void listedSince() {
    listedSince = true;
    iterator = null;
  }

  /** Whether a listing has been there since the shard was missed; so for one answer. */
  boolean takeListedSince() {
    boolean listed = listedSince;
    listedSince = false;
    return listed;
  }

  /**
   * How long to rest after a page.
   *
   * @param shards how many this task reads
   */
  Duration rest(StreamPage page, Instant now, int shards) {
    if (pace == null) {
      pace = new PollInterval(options.stream().pollIdle(), options.stream().pageLimit(), now);
    }
    // All tables of the task share the calls; how many shards the others have is close enough.
    return pace.after(
        page.records().size(),
        now,
        position.writeClock().changeMicros(),
        shards * options.tables());
  }

  /**
   * A record with this position has gone out.
   *
   * @param at on the clock of waits
   */
  void sent(ShardOffset gone, Instant at) {
    sent = gone;
    sentAt = at;
  }

  /** Whether it has come further than what has gone out, and nothing has since a time. */
  boolean isUnsentSince(Instant time) {
    return answered && (sent == null || (!sentAt.isAfter(time) && !sent.equals(position)));
  }

  /** Records were lost and that is known and accepted; reading goes on at the trim horizon. */
  void passOverLost() {
    lossKnown = true;
    fromHorizon = true;
    iterator = null;
  }

  /**
   * Whether nothing has been read since records were skipped: what is trimmed now is the same loss,
   * and there is nothing left of the shard.
   */
  boolean isLost() {
    return standing().isLost();
  }

  /**
   * Moves after a page.
   *
   * @return the changes that count, in order; those before the stream start watermark are left out
   * @throws ConnectException if the shard does not hold the record at the position
   */
  List<Change> advance(StreamPage page, Instant now) {
    answered = true;
    iterator = page.nextIterator();
    countEmpty(page, now);
    List<Change> changes = new ArrayList<>(page.records().size());
    for (StreamRecord record : confirm(page.records())) {
      applyFloorsBefore(record.sequence());
      ShardOffset before = position;
      WriteClock writeClock =
          position.writeClock().after(changeMicros(record), stream.streamStartMicros());
      position = position.after(record.sequence(), writeClock);
      fromHorizon = false;
      if (writeClock.passed()) {
        changes.add(new Change(record, before, position));
      }
    }
    if (!barriers.isEmpty()) {
      applyFloors();
    }
    if (iterator == null) {
      position = position.finished(now.toEpochMilli());
    } else if (isAtEnd()) {
      position = position.checked(now.toEpochMilli());
    }
    return changes;
  }

  private void countEmpty(StreamPage page, Instant now) {
    if (!page.records().isEmpty()) {
      emptyPages = 0;
      atEnd = false;
      return;
    }
    if (emptyPages == 0) {
      emptySince = now;
    }
    emptyPages++;
    atEnd =
        !confirming
            && emptyPages >= EMPTY_PAGES_AT_END
            && !now.isBefore(emptySince.plus(EMPTY_AT_END));
  }

  /**
   * The first record after a new iterator is the one at the position, which has been handled. A
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
    while (!barriers.isEmpty() && !barriers.peek().isAfter(position)) {
      position = position.raised(barriers.remove().epochMicros());
    }
  }

  /** An epoch barrier may stand at a record that was trimmed meanwhile. */
  private void applyFloorsBefore(String sequence) {
    while (!barriers.isEmpty() && barriers.peek().isBefore(sequence)) {
      position = position.raised(barriers.remove().epochMicros());
    }
  }

  /**
   * Whether so many pages in a row were empty, and for so long, that there is nothing more for now.
   */
  boolean isAtEnd() {
    return atEnd;
  }

  /** Changes up to this time have been read or do not count, in microseconds since 1970. */
  long readUntilMicros() {
    return standing().readUntilMicros();
  }

  private Standing standing() {
    return new Standing(shard, position, stream.streamStartMicros(), fromHorizon, lossKnown);
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

  String where() {
    return stream.where(shard.id());
  }
}
