package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import dev.messina.sink.session.SessionSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a keyspace has as many replicas as a consistency level asks for. Nodes that are down
 * count: they come back.
 */
final class ReplicaCheck {

  private static final String FACTOR = "replication_factor";

  private final Map<String, Integer> factors;
  private final Map<String, Integer> nodes;

  /** Replicas by data centre, and nodes by data centre. */
  private ReplicaCheck(Map<String, Integer> factors, Map<String, Integer> nodes) {
    this.factors = factors;
    this.nodes = nodes;
  }

  /** Whether there is no other replica of a row, in any data centre. */
  static boolean hasOneReplica(KeyspaceMetadata keyspace) {
    OptionalInt copies = copies(keyspace.getReplication());
    return copies.isPresent() && copies.getAsInt() == 1;
  }

  /** How many replicas a row has in all; empty if the strategy is one that is not known here. */
  private static OptionalInt copies(Map<String, String> replication) {
    String strategy = replication.getOrDefault("class", "");
    if (strategy.endsWith("SimpleStrategy")) {
      return count(replication.getOrDefault(FACTOR, ""));
    }
    return strategy.endsWith("NetworkTopologyStrategy")
        ? byDatacenter(replication)
            .map(factors -> OptionalInt.of(sum(factors)))
            .orElse(OptionalInt.empty())
        : OptionalInt.empty();
  }

  /** What is wrong; nothing too if the strategy is one that is not known here. */
  static Optional<String> problem(
      SessionSettings settings, KeyspaceMetadata keyspace, Collection<Node> nodes) {
    Map<String, Integer> byDatacenter =
        nodes.stream()
            .map(Node::getDatacenter)
            .filter(Objects::nonNull)
            .collect(Collectors.toMap(Function.identity(), name -> 1, Integer::sum));
    return problem(
        DefaultConsistencyLevel.valueOf(settings.consistencyLevel()),
        settings.localDatacenter(),
        keyspace.getName().asInternal(),
        keyspace.getReplication(),
        byDatacenter);
  }

  static Optional<String> problem(
      DefaultConsistencyLevel level,
      String local,
      String keyspace,
      Map<String, String> replication,
      Map<String, Integer> nodes) {
    String strategy = replication.getOrDefault("class", "");
    if (strategy.endsWith("SimpleStrategy")) {
      int all = nodes.values().stream().mapToInt(Integer::intValue).sum();
      OptionalInt factor = count(replication.getOrDefault(FACTOR, ""));
      return factor.isEmpty()
          ? Optional.empty()
          : new ReplicaCheck(Map.of(local, factor.getAsInt()), Map.of(local, all))
              .problem(level, local, keyspace);
    }
    if (!strategy.endsWith("NetworkTopologyStrategy")) {
      return Optional.empty();
    }
    return byDatacenter(replication)
        .flatMap(factors -> new ReplicaCheck(factors, nodes).problem(level, local, keyspace));
  }

  /** Of the usual strategy; empty if one of the factors is not known here. */
  private static Optional<Map<String, Integer>> byDatacenter(Map<String, String> replication) {
    Map<String, Integer> factors = new HashMap<>();
    for (Map.Entry<String, String> option : replication.entrySet()) {
      if (!option.getKey().equals("class") && !option.getKey().equals(FACTOR)) {
        OptionalInt factor = count(option.getValue());
        if (factor.isEmpty()) {
          return Optional.empty();
        }
        factors.put(option.getKey(), factor.getAsInt());
      }
    }
    return Optional.of(factors);
  }

  private Optional<String> problem(DefaultConsistencyLevel level, String local, String keyspace) {
    boolean isLocal =
        level == DefaultConsistencyLevel.LOCAL_ONE || level == DefaultConsistencyLevel.LOCAL_QUORUM;
    int copies = isLocal ? factors.getOrDefault(local, 0) : sum(factors);
    int holders =
        isLocal ? holders(local) : factors.keySet().stream().mapToInt(this::holders).sum();
    int needed = needed(level, copies);
    if (needed <= holders) {
      return Optional.empty();
    }
    return Optional.of(
        level.name()
            + " needs "
            + needed
            + (needed == 1 ? " replica" : " replicas")
            + ", and keyspace '"
            + keyspace
            + "' has "
            + holders
            + (isLocal ? " in data centre '" + local + "'" : "")
            + " (replication factor "
            + copies
            + "); choose a lower level, add nodes or ALTER KEYSPACE.");
  }

  /** A node holds one replica at most. */
  private int holders(String datacenter) {
    return Math.min(factors.getOrDefault(datacenter, 0), nodes.getOrDefault(datacenter, 0));
  }

  private static int needed(DefaultConsistencyLevel level, int copies) {
    return switch (level) {
      case TWO -> 2;
      case THREE -> 3;
      case QUORUM, LOCAL_QUORUM, EACH_QUORUM -> copies / 2 + 1;
      case ALL -> Math.max(copies, 1);
      case ANY, ONE, LOCAL_ONE, SERIAL, LOCAL_SERIAL -> 1;
    };
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A number, or as many as ScyllaDB names racks in brackets. */
  private static OptionalInt count(String factor) {
    String text = factor.strip();
    if (text.matches("\\d{1,4}")) {
      return OptionalInt.of(Integer.parseInt(text));
    }
    return text.matches("\\[.+]") ? OptionalInt.of(text.split(",").length) : OptionalInt.empty();
  }
}
