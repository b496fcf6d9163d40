package dev.messina.cli.plan;

import dev.messina.cli.plan.check.ConnectSide;
import dev.messina.cli.plan.check.CqlSide;
import dev.messina.cli.plan.check.KafkaSide;
import dev.messina.cli.plan.check.Reached;
import dev.messina.cli.plan.propose.Wishes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The services behind DynamoDB, as far as they were to be asked.
 *
 * @param places as the workers reach them
 */
public record Sides(
    Wishes.Places places,
    Optional<CqlSide> cql,
    Optional<KafkaSide> kafka,
    Optional<ConnectSide> connect) {

  /** The replicas of a system that nobody has asked. */
  private static final int REPLICAS = 3;

  int keyspaceReplicas() {
    return cql.map(side -> Math.min(REPLICAS, side.nodes())).orElse(REPLICAS);
  }

  int topicReplicas() {
    return kafka.map(side -> Math.min(REPLICAS, side.brokers())).orElse(REPLICAS);
  }

  /** Those that were asked. */
  public List<Reached> reached() {
    return Stream.of(
            cql.map(CqlSide::reached).orElse(null),
            kafka.map(KafkaSide::reached).orElse(null),
            connect.map(ConnectSide::reached).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }
}
