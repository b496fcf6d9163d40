package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The sweep of listed rows: what the whole one does and refuses, for rows of which is known
 * otherwise that no item has them.
 */
public final class ListedSweep {

  private static final long ROWS_PER_SECOND = 10_000;

  /**
   * A row that is there.
   *
   * @param writeMicros its newest write timestamp, if it tells one
   */
  public record Seen(RowKind kind, OptionalLong writeMicros) {}

  private final ConnectRest connect;
  private final TopicLog log;
  private final SweepRoute route;

  public ListedSweep(ConnectRest connect, TopicReader reader, SweepRoute route) {
    this.connect = connect;
    this.log = new KafkaTopicLog(reader);
    this.route = route;
  }

  /**
   * Why no row of the route's target may be deleted, by the configurations.
   *
   * @param connectors all of the Connect cluster
   * @param ignored names of sinks that write a table of the same name elsewhere
   * @param trusted aliases of the sink's transforms that drop no record
   */
  public Optional<Refused> refusal(
      Collection<ConnectorFile> connectors, Set<String> ignored, Set<String> trusted) {
    return RouteCheck.refusal(route, RouteCheck.others(connectors, route.sink(), ignored), trusted);
  }

  /**
   * Waits until the sink has committed what the topic holds now.
   *
   * @return why it is not known to have; empty if it has
   */
  public Optional<Refused> notApplied(Duration patience) {
    return new AppliedCheck(connect, log, route)
        .notApplied(log.partitions(route.topic()), patience);
  }

  /**
   * What the rows are that are there.
   *
   * @throws IllegalArgumentException if the target's table is none that a sink writes
   */
  public Map<RowKey, Seen> look(CqlSession session, Epoch epoch, Collection<RowKey> keys) {
    return pass(session, epoch, keys, false);
  }

  /**
   * Looks once more, and deletes those that were not written since the epoch, just under it. The
   * first one that others have written ends it.
   */
  public Map<RowKey, Seen> delete(CqlSession session, Epoch epoch, Collection<RowKey> keys) {
    return pass(session, epoch, keys, true);
  }

  private Map<RowKey, Seen> pass(
      CqlSession session, Epoch epoch, Collection<RowKey> keys, boolean apply) {
    TargetStatements table =
        TargetStatements.find(session, route)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no table " + route.target() + "."));
    table
        .refusal()
        .ifPresent(
            unsuitable -> {
              throw new IllegalArgumentException(unsuitable.reason());
            });
    List<String> columns =
        table.key().stream().map(column -> column.getName().asInternal()).toList();
    Map<RowKey, Seen> seen = new HashMap<>();
    TargetSweep sweep =
        new TargetSweep(
            session,
            table,
            new ListedRows(session, table, keys.stream().map(RowKey::values).toList()),
            new RowJudgement(epoch, route.generation()),
            new RateLimiter(ROWS_PER_SECOND, System::nanoTime),
            (row, kind) ->
                seen.put(
                    new RowKey(columns, row.key()),
                    new Seen(kind, row.writeMicros().stream().mapToLong(Long::longValue).max())));
    if (apply) {
      sweep.apply();
    } else {
      sweep.count();
    }
    return seen;
  }
}
