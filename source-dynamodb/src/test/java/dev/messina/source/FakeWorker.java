package dev.messina.source;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.DataLossOffset;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Connect's side of a source task: takes records, keeps those that Kafka has, and commits of each
 * source partition any contiguous part of what was sent.
 */
public final class FakeWorker implements OffsetStorageReader {

  private final Map<Map<String, ?>, Map<String, Object>> committed;
  private final List<SourceRecord> inKafka;
  private final Set<Map<String, ?>> finished;
  private final Map<Map<String, ?>, Deque<SourceRecord>> pending = new LinkedHashMap<>();
  private UnaryOperator<Map<String, Object>> whenRead = UnaryOperator.identity();
  private Predicate<SourceRecord> drops = record -> false;
  private BiConsumer<SourceRecord, Boolean> whenDone = (record, inKafka) -> {};
  private final List<SourceRecord> droppedUntold = new ArrayList<>();
  private boolean exactlyOnce;

  public FakeWorker() {
    this(new HashMap<>(), new ArrayList<>(), new HashSet<>());
  }

  private FakeWorker(
      Map<Map<String, ?>, Map<String, Object>> committed,
      List<SourceRecord> inKafka,
      Set<Map<String, ?>> finished) {
    this.committed = committed;
    this.inKafka = inKafka;
    this.finished = finished;
  }

  /** The worker of another task of the same connector. */
  public FakeWorker another() {
    FakeWorker other = new FakeWorker(committed, inKafka, finished);
    other.whenRead = whenRead;
    return other;
  }

  /**
   * Changes every offset as it is read, to see what becomes of a source that is given wrong ones.
   */
  public void whenRead(UnaryOperator<Map<String, Object>> change) {
    this.whenRead = change;
  }

  /** A transform drops these records: they never count as sent, and what follows them does. */
  public void drop(Predicate<SourceRecord> dropped) {
    this.drops = dropped;
  }

  /**
   * Tells of each record whether it came into Kafka, as Connect tells the task.
   *
   * @param exactlyOnce whether of those that did not it is told only with the next commit
   */
  public void whenDone(BiConsumer<SourceRecord, Boolean> told, boolean exactlyOnce) {
    this.whenDone = told;
    this.exactlyOnce = exactlyOnce;
  }

  public void send(List<SourceRecord> records) {
    for (SourceRecord record : records) {
      if (drops.test(record)) {
        droppedUntold.add(record);
        if (!exactlyOnce) {
          tellDropped();
        }
        continue;
      }
      pending
          .computeIfAbsent(record.sourcePartition(), partition -> new ArrayDeque<>())
          .add(record);
    }
  }

  /**
   * Commits.
   *
   * @param howMany how many of a partition's pending records, given their number
   */
  public void commit(IntUnaryOperator howMany) {
    tellDropped();
    pending.forEach(
        (partition, records) -> {
          int count = howMany.applyAsInt(records.size());
          for (int i = 0; i < count; i++) {
            SourceRecord record = records.remove();
            inKafka.add(record);
            whenDone.accept(record, true);
            if (record.sourceOffset() == null) {
              committed.remove(partition);
            } else {
              committed.put(partition, copy(record.sourceOffset()));
              if (Boolean.TRUE.equals(record.sourceOffset().get("finished"))) {
                finished.add(partition);
              }
            }
          }
        });
  }

  public void commitAll() {
    commit(pendingRecords -> pendingRecords);
  }

  /**
   * The worker dies.
   *
   * @param reached how many of a partition's pending records had reached Kafka all the same
   */
  public void crash(IntUnaryOperator reached) {
    pending.forEach(
        (partition, records) ->
            records.stream().limit(reached.applyAsInt(records.size())).forEach(inKafka::add));
    pending.clear();
  }

  /** Every record that Kafka has, in some order. */
  public List<SourceRecord> inKafka() {
    return inKafka;
  }

  public boolean hasPending() {
    return pending.values().stream().anyMatch(records -> !records.isEmpty());
  }

  /** Whether a partition was ever committed as finished, whatever was committed over it since. */
  public boolean wasFinished(Map<String, ?> partition) {
    return finished.contains(partition);
  }

  /** The committed offsets of a kind of partition. */
  public Map<Map<String, ?>, Map<String, Object>> committed(String kind) {
    Map<Map<String, ?>, Map<String, Object>> found = new LinkedHashMap<>(committed);
    found.keySet().removeIf(partition -> !kind.equals(partition.get("kind")));
    return found;
  }

  public void commitOffset(Map<String, ?> partition, Map<String, Object> offset) {
    committed.put(partition, offset);
  }

  /**
   * Commits what makes a table's leader ask for a later epoch, as a task that has found a data loss
   * does.
   *
   * @return false if the table has no epoch yet, and nothing was done
   */
  public boolean askForLaterEpoch() {
    Optional<SourceOffset> table =
        new CommittedOffsets(this).of(new SourcePartition.Table(FakeDynamoDb.TABLE));
    table.ifPresent(
        position ->
            commitOffset(
                PartitionCodec.encode(new SourcePartition.DataLoss(FakeDynamoDb.TABLE)),
                OffsetCodec.encode(
                    new DataLossOffset(
                        ((TableOffset) position).currentEpochMicros(), "", "", 0, 0, 0, true))));
    return table.isPresent();
  }

  private void tellDropped() {
    droppedUntold.forEach(record -> whenDone.accept(record, false));
    droppedUntold.clear();
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    Map<String, Object> offset = committed.get(partition);
    return offset == null ? null : whenRead.apply(new HashMap<>(offset));
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    for (Map<String, T> partition : partitions) {
      found.put(partition, offset(partition));
    }
    return found;
  }

  private static Map<String, Object> copy(Map<String, ?> offset) {
    return new HashMap<>(offset);
  }
}
