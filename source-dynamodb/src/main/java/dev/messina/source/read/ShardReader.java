package dev.messina.source.read;

import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.Shard;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.StreamPage;
import dev.messina.source.change.Epoch;
import dev.messina.source.change.Lineage;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Reads one shard, page by page, and gives its changes their write times. Not safe for use by
 * several threads.
 */
public final class ShardReader {

  /** One empty page proves nothing: it may take several calls to come to the next record. */
  private static final int EMPTY_PAGES_AT_END = 5;

  private final StreamApi api;
  private final String streamArn;
  private final Shard shard;
  private final SourcePartition.Shard partition;
  private final long cutMicros;
  private final int pageLimit;

  private ShardPosition position;
  private String iterator;
  private boolean answered;
  private boolean fromHorizon;
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
    return () ->
        api.page(next == null ? api.iterator(streamArn, shard.id(), start) : next, pageLimit);
  }

  /** The iterator is of no use any more; the next page begins with a new one. */
  public void reopen() {
    iterator = null;
  }

  /**
   * The position was trimmed. On a shard that had nothing new for a day that is no loss, and
   * reading goes on at the trim horizon.
   *
   * @return false if records may have been lost
   */
  public boolean reopenAtHorizon(long trimmedBeforeMicros) {
    if (fromHorizon || readUntilMicros() < trimmedBeforeMicros) {
      return false;
    }
    fromHorizon = true;
    iterator = null;
    return true;
  }

  /**
   * Moves behind a page.
   *
   * @return the changes that count, in order; those in front of the cut are left out
   */
  public List<StampedChange> advance(StreamPage page, Instant now) {
    answered = true;
    iterator = page.nextIterator();
    List<StampedChange> changes = new ArrayList<>(page.records().size());
    for (Record record : page.records()) {
      ShardPosition before = position;
      Lineage lineage = position.lineage().after(changeMicros(record), cutMicros);
      position = position.behind(record.dynamodb().sequenceNumber(), lineage);
      fromHorizon = false;
      if (lineage.passed()) {
        changes.add(new StampedChange(record, before, position));
      }
    }
    emptyPages = page.records().isEmpty() ? emptyPages + 1 : 0;
    if (iterator == null) {
      position = position.finished(now.toEpochMilli());
    } else if (emptyPages >= EMPTY_PAGES_AT_END) {
      position = position.checked(now.toEpochMilli());
    }
    return changes;
  }

  /**
   * The trim horizon moves on without a word. Where it may have passed the shard's beginning,
   * reading begins at its first sequence number, which fails if that has been trimmed.
   */
  private IteratorStart start(long trimmedBeforeMicros) {
    if (position.sequence() != null && !fromHorizon) {
      return IteratorStart.after(position.sequence());
    }
    return readUntilMicros() >= trimmedBeforeMicros || shard.startingSequence() == null
        ? IteratorStart.trimHorizon()
        : IteratorStart.at(shard.startingSequence());
  }

  /** Changes up to this time have been read or do not count. */
  private long readUntilMicros() {
    Lineage lineage = position.lineage();
    long read = Math.max(position.checkedMillis() * 1_000, lineage.changeMicros());
    return lineage.passed() ? read : Math.max(read, cutMicros);
  }

  private long changeMicros(Record record) {
    Instant time = record.dynamodb().approximateCreationDateTime();
    if (time == null) {
      throw new ConnectException(
          "Table '"
              + partition.table()
              + "', shard '"
              + partition.shard()
              + "': the record at sequence number "
              + record.dynamodb().sequenceNumber()
              + " has no creation time, without which it cannot be ordered. Report this with the"
              + " service that answers at aws.endpoint.");
    }
    return Epoch.micros(time);
  }
}
