package dev.messina.source;

import dev.messina.source.position.CommittedPositions;
import dev.messina.source.position.GapPosition;
import dev.messina.source.position.RepairPosition;
import dev.messina.source.position.SharePosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.SourcePosition;
import dev.messina.source.position.TablePosition;
import dev.messina.source.position.TopicPosition;
import dev.messina.source.share.TableShare;
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
final class Agreements {

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final CommittedPositions committed;
  private final List<TableShare> shares;
  private final Clock clock;
  private final Map<String, Agreement> known = new HashMap<>();
  private Instant next = Instant.MIN;

  Agreements(CommittedPositions committed, List<TableShare> shares, Clock clock) {
    this.committed = committed;
    this.shares = shares;
    this.clock = clock;
  }

  /** Reads the store if that is due; {@link #take(String)} then has news. */
  void refresh() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(INTERVAL);
    List<SourcePartition> wanted = new ArrayList<>();
    shares.forEach(share -> wanted.addAll(partitions(share)));
    Map<SourcePartition, SourcePosition> found = committed.all(wanted);
    for (TableShare share : shares) {
      known.put(share.table(), agreement(share, found));
    }
  }

  /** What is committed of a table, once after each reading of the store. */
  Optional<Agreement> take(String table) {
    return Optional.ofNullable(known.remove(table));
  }

  private static List<SourcePartition> partitions(TableShare share) {
    List<SourcePartition> partitions = new ArrayList<>();
    partitions.add(new SourcePartition.Table(share.table()));
    partitions.add(new SourcePartition.First(share.table()));
    partitions.add(new SourcePartition.Gap(share.table()));
    partitions.add(new SourcePartition.Topic(share.table()));
    for (int index = 0; index < share.count(); index++) {
      partitions.add(new SourcePartition.Share(share.table(), index, share.count()));
    }
    return partitions;
  }

  private Agreement agreement(TableShare share, Map<SourcePartition, SourcePosition> found) {
    String name = share.table();
    TablePosition table = (TablePosition) found.get(new SourcePartition.Table(name));
    List<SharePosition> says =
        IntStream.range(0, share.count())
            .mapToObj(index -> found.get(new SourcePartition.Share(name, index, share.count())))
            .map(position -> position == null ? SharePosition.SILENT : (SharePosition) position)
            .toList();
    return new Agreement(
        table,
        (TablePosition) found.get(new SourcePartition.First(name)),
        says,
        (GapPosition) found.get(new SourcePartition.Gap(name)),
        repair(table, name),
        (TopicPosition) found.get(new SourcePartition.Topic(name)));
  }

  private RepairPosition repair(TablePosition table, String name) {
    if (table == null || table.keys() == null) {
      return RepairPosition.START;
    }
    return committed
        .of(new SourcePartition.Repair(name, table.floorMicros()))
        .map(RepairPosition.class::cast)
        .orElse(RepairPosition.START);
  }
}
