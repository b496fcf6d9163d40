package dev.messina.source;

import dev.messina.source.control.ControlRecords;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.record.PositionedRecord;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way back before records that something has dropped on their way to Kafka. Positions ride on
 * records: those of the records that followed have been committed, or will be, although the dropped
 * one is nowhere. So before the task stops, one record for each of their partitions carries the
 * position before the first that was dropped. Connect commits the positions of a partition in the
 * order in which they were handed out, so that this one holds; and it is waited for, since a
 * transaction that is open when a task fails is rolled back.
 */
final class DroppedRecords {

  private static final Logger LOG = LoggerFactory.getLogger(DroppedRecords.class);

  private static final int NAMED_MAX = 5;

  private final ControlRecords control;
  private final Map<SourcePartition, PositionedRecord> first = new LinkedHashMap<>();
  private final Map<SourceRecord, PositionedRecord> underWay = new IdentityHashMap<>();
  private final List<PositionedRecord> notSetBack = new ArrayList<>();
  private SourceRecord anyDropped;
  private boolean handedOut;

  DroppedRecords(ControlRecords control) {
    this.control = control;
  }

  /**
   * Connect is done with a record. May be called from any thread.
   *
   * @param inKafka whether it is in Kafka
   */
  synchronized void done(SourceRecord record, boolean inKafka) {
    PositionedRecord carriedBack = underWay.isEmpty() ? null : underWay.remove(record);
    if (inKafka) {
      notifyAll();
      return;
    }
    if (anyDropped == null) {
      anyDropped = record;
    }
    if (carriedBack != null) {
      notSetBack.add(carriedBack);
    } else if (record instanceof PositionedRecord positioned) {
      first.putIfAbsent(positioned.partition(), positioned);
    }
    notifyAll();
  }

  /** Whether anything was dropped: from then on nothing else is handed out. */
  synchronized boolean any() {
    return anyDropped != null;
  }

  /**
   * The records that set the positions back, the first time; then none, until they are in Kafka.
   *
   * @param waitMillis how long to wait for that
   * @throws ConnectException when they are
   */
  synchronized List<SourceRecord> wayBack(long waitMillis) throws InterruptedException {
    if (!handedOut) {
      handedOut = true;
      first.forEach(
          (partition, record) ->
              underWay.put(control.offsetRecord(partition, record.before()), record));
      LOG.error(
          "{} was dropped on its way to Kafka; {} position(s) are set back, then the task stops",
          where(anyDropped),
          first.size());
      if (!underWay.isEmpty()) {
        return List.copyOf(underWay.keySet());
      }
    }
    if (!underWay.isEmpty() && waitMillis > 0) {
      wait(waitMillis);
    }
    if (underWay.isEmpty()) {
      throw stopped();
    }
    return List.of();
  }

  private ConnectException stopped() {
    String remedy = " To leave records out, filter them in the sink connector, behind the topic.";
    if (!notSetBack.isEmpty()) {
      return new ConnectException(
          dropped()
              + " The records that set the position(s) back before that were dropped as well,"
              + " so the position(s) could not be set back, and what was dropped is lost if the"
              + " task goes on. Stop the connector, remove the transform that drops records, and"
              + " set these offsets through Connect's REST API, see docs/offsets.md: "
              + notSetBack.stream().map(DroppedRecords::offset).collect(Collectors.joining("; "))
              + "."
              + remedy);
    }
    return new ConnectException(
        dropped()
            + " Nothing is lost: the position was set back before it, and it is read again"
            + " with the same write timestamp. To go on, remove the transform that drops it from"
            + " this connector's 'transforms' (or errors.tolerance=all) and restart the task."
            + remedy);
  }

  private String dropped() {
    List<String> places =
        first.isEmpty()
            ? List.of(where(anyDropped))
            : first.values().stream().limit(NAMED_MAX).map(DroppedRecords::where).toList();
    int more = first.size() - places.size();
    return String.join("; ", places)
        + (more > 0 ? "; and in " + more + " more places" : "")
        + ": a record was dropped on its way to Kafka, by a transform or by errors.tolerance=all.";
  }

  /** Where a record was found and where it goes; never its key, which is data. */
  private static String where(SourceRecord record) {
    String found =
        record instanceof PositionedRecord positioned
            ? positioned.where()
            : record.sourcePartition() == null
                ? "A record without a position"
                : "A record of partition " + new TreeMap<>(record.sourcePartition());
    return found + ", for topic '" + record.topic() + "'";
  }

  /** What is data is left out: a segment is scanned again from its beginning, at the same epoch. */
  private static String offset(PositionedRecord record) {
    Map<String, String> partition = new TreeMap<>(PartitionCodec.encode(record.partition()));
    return record.partition() instanceof SourcePartition.Segment
        ? "partition " + partition + " to null"
        : "partition " + partition + " to " + new TreeMap<>(OffsetCodec.encode(record.before()));
  }
}
