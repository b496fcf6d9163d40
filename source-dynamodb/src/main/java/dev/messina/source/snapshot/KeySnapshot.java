package dev.messina.source.snapshot;

import dev.messina.source.change.ItemJson;
import dev.messina.source.control.Kafka;
import dev.messina.source.control.Notifications.RefusedKeys;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.SourceOffset.KeySnapshotOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads listed keys again: each item that is there is written at exactly the epoch, each that is
 * not is deleted just below it.
 */
public final class KeySnapshot implements KeyReader.Answers {

  private static final Logger LOG = LoggerFactory.getLogger(KeySnapshot.class);

  private final Kafka kafka;
  private final Clocks clocks;
  private final SourceMetrics metrics;
  private final SourceRecords records;
  private final SourcePartition.KeySnapshot partition;
  private final List<String> keys;
  private final KeyReader reader;
  private Instant endedAt;

  /**
   * @param table with the keys, under a raised epoch
   * @param from how far they have been read
   */
  public KeySnapshot(
      String name,
      TableOffset table,
      KeySnapshotOffset from,
      SourceRecords records,
      DynamoDb dynamoDb,
      Kafka kafka,
      SourceMetrics metrics) {
    this.kafka = kafka;
    this.clocks = dynamoDb.clocks();
    this.metrics = metrics;
    this.records = records;
    this.partition = new SourcePartition.KeySnapshot(name, table.currentEpochMicros());
    this.keys = ItemJson.readKeys(table.keys()).stream().map(ItemJson::write).toList();
    this.reader =
        new KeyReader(
            dynamoDb.fetches(), dynamoDb.tables(), name, keys, Math.toIntExact(from.next()), this);
  }

  public void begin() {
    LOG.info("Table '{}': {} listed keys to read", partition.table(), keys.size());
    reader.begin();
  }

  public void abandon() {
    reader.abandon();
  }

  /**
   * Once all have been read: a zombie task may commit an older position over the end, and nothing
   * else could be asked for then.
   *
   * @param interval how long to wait for the end to be committed
   */
  public void sayAgain(Duration interval) {
    Instant now = clocks.turn();
    if (endedAt != null && now.isAfter(endedAt.plus(interval))) {
      endedAt = now;
      LOG.warn(
          "Table '{}': the end of its listed keys is not committed, and is sent again",
          partition.table());
      kafka.outbox().commit(partition, new KeySnapshotOffset(keys.size(), true));
    }
  }

  public long epochMicros() {
    return partition.epochMicros();
  }

  @Override
  public void read(KeyReader.Answer answer) {
    int next = answer.index() + 1;
    kafka
        .outbox()
        .addAll(
            records.repaired(
                answer.key(),
                answer.item(),
                partition,
                new KeySnapshotOffset(answer.index(), false),
                after(next),
                partition.epochMicros(),
                clocks.now()));
  }

  @Override
  public void refused(int index) {
    refused(index, index + 1, "DynamoDB does not take it as a key of the table");
  }

  /**
   * Going on later would keep whatever else is asked for waiting, a data loss's new scan included.
   */
  @Override
  public void denied(int index) {
    refused(
        index,
        keys.size(),
        "these credentials may not read items; grant dynamodb:GetItem and send the signal again");
  }

  private void refused(int index, int next, String reason) {
    RefusedKeys refused =
        new RefusedKeys(partition.table(), partition.epochMicros(), index + 1, next, keys.size());
    metrics.signalRefused(refused + ": " + reason, clocks.now());
    kafka.outbox().tell(kafka.notifications().keysRefused(refused, reason));
    kafka.outbox().commit(partition, after(next));
  }

  private KeySnapshotOffset after(int next) {
    boolean done = next == keys.size();
    if (done) {
      endedAt = clocks.turn();
      LOG.info("Table '{}': all {} listed keys are dealt with", partition.table(), next);
    }
    return new KeySnapshotOffset(next, done);
  }
}
