package dev.messina.source.stream;

import dev.messina.source.change.Epoch;
import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import software.amazon.awssdk.services.dynamodb.model.OperationType;

/** Sends the changes of a stream's shards, and tells how many and how far they are. */
final class StreamSender {

  private final StreamOrigin stream;
  private final Duration aheadMax;
  private final SourceRecords records;
  private final Outbox outbox;
  private final Clocks clocks;
  private final StreamMetrics metrics;
  private long highestMicros;

  /**
   * @param aheadMax how far ahead of the clock a new write timestamp may lie
   */
  StreamSender(
      StreamOrigin stream,
      Duration aheadMax,
      SourceRecords records,
      Outbox outbox,
      Clocks clocks,
      StreamMetrics metrics) {
    this.stream = stream;
    this.aheadMax = aheadMax;
    this.records = records;
    this.outbox = outbox;
    this.clocks = clocks;
    this.metrics = metrics;
  }

  /** The highest write timestamp that was given, in microseconds since 1970; 0 if none was. */
  long highestMicros() {
    return highestMicros;
  }

  /** Write timestamps up to this position had been given before. */
  void known(ShardOffset position) {
    highestMicros = Math.max(highestMicros, position.writeClock().writeMicros());
  }

  /**
   * Sends the changes of a page.
   *
   * @param now when it was handled
   * @throws ConnectException if write timestamps lie too far ahead of the clock
   */
  void send(ShardCursor cursor, List<ShardCursor.Change> changes, Instant now) {
    for (ShardCursor.Change change : changes) {
      List<SourceRecord> sent =
          records.change(change.record(), cursor.partition(), change.before(), change.position());
      outbox.addAll(sent);
      if (!sent.isEmpty()) {
        cursor.sent(change.position(), clocks.turn());
      }
    }
    tell(cursor, changes);
    long writeMicros = cursor.position().writeClock().writeMicros();
    if (writeMicros > Epoch.micros(now.plus(aheadMax))) {
      throw stream.tooFarAhead(cursor.shard(), writeMicros, aheadMax);
    }
    known(cursor.position());
  }

  /** Sends an offset that no change carries. */
  void send(String shard, ShardOffset offset) {
    outbox.commit(stream.partition(shard), offset);
  }

  private void tell(ShardCursor cursor, List<ShardCursor.Change> changes) {
    if (!changes.isEmpty()) {
      metrics.shardRead(
          cursor.shard(),
          count(changes, OperationType.INSERT),
          count(changes, OperationType.MODIFY),
          count(changes, OperationType.REMOVE),
          cursor.position().writeClock().changeMicros(),
          cursor.position().writeClock().writeMicros());
    } else if (cursor.isAtEnd()) {
      metrics.shardDrained(cursor.shard());
    }
  }

  private static int count(List<ShardCursor.Change> changes, OperationType type) {
    return Math.toIntExact(
        changes.stream().filter(change -> change.record().type() == type).count());
  }
}
