package dev.messina.source.table;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.DataLossOffset;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourceOffset.KeySnapshotOffset;
import dev.messina.source.offset.SourceOffset.TaskOffset;
import dev.messina.source.offset.SourceOffset.TopicOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is committed of all tables of a task, read again now and then, and in one call, since each
 * call reads the store to its end.
 */
public final class CommittedState {

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final CommittedOffsets committed;
  private final List<TableAssignment> shares;
  private final Clock clock;
  private final Map<String, TableState> known = new HashMap<>();
  private Instant next = Instant.MIN;

  public CommittedState(CommittedOffsets committed, List<TableAssignment> shares, Clock clock) {
    this.committed = committed;
    this.shares = shares;
    this.clock = clock;
  }

  /** Reads the store if that is due; {@link #take(String)} then has news. */
  public void refresh() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(INTERVAL);
    List<SourcePartition> wanted = new ArrayList<>();
    shares.forEach(share -> wanted.addAll(partitions(share)));
    Map<SourcePartition, SourceOffset> found = committed.all(wanted);
    for (TableAssignment share : shares) {
      known.put(share.table(), agreement(share, found));
    }
  }

  /** What is committed of a table, once after each reading of the store. */
  public Optional<TableState> take(String table) {
    return Optional.ofNullable(known.remove(table));
  }

  private static List<SourcePartition> partitions(TableAssignment share) {
    List<SourcePartition> partitions = new ArrayList<>();
    partitions.add(new SourcePartition.Table(share.table()));
    partitions.add(new SourcePartition.First(share.table()));
    partitions.add(new SourcePartition.DataLoss(share.table()));
    partitions.add(new SourcePartition.Topic(share.table()));
    for (int index = 0; index < share.count(); index++) {
      partitions.add(new SourcePartition.Task(share.table(), index, share.count()));
    }
    return partitions;
  }

  private TableState agreement(TableAssignment share, Map<SourcePartition, SourceOffset> found) {
    String name = share.table();
    TableOffset table = (TableOffset) found.get(new SourcePartition.Table(name));
    List<TaskOffset> says =
        IntStream.range(0, share.count())
            .mapToObj(index -> found.get(new SourcePartition.Task(name, index, share.count())))
            .map(position -> position == null ? TaskOffset.SILENT : (TaskOffset) position)
            .toList();
    return new TableState(
        table,
        (TableOffset) found.get(new SourcePartition.First(name)),
        says,
        (DataLossOffset) found.get(new SourcePartition.DataLoss(name)),
        repair(table, name),
        (TopicOffset) found.get(new SourcePartition.Topic(name)));
  }

  private KeySnapshotOffset repair(TableOffset table, String name) {
    if (table == null || table.keys() == null) {
      return KeySnapshotOffset.START;
    }
    return committed
        .of(new SourcePartition.KeySnapshot(name, table.currentEpochMicros()))
        .map(KeySnapshotOffset.class::cast)
        .orElse(KeySnapshotOffset.START);
  }
}
