package dev.messina.cli.plan.check;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The target's cluster.
 *
 * @param datacenter of the node that answered
 * @param nodes that are known in it
 * @param tables of the wanted keyspace
 */
public record CqlSide(Reached reached, String datacenter, int nodes, Set<String> tables) {

  /**
   * @param place its contact points, for messages
   */
  public static CqlSide of(CqlSession session, String place, String keyspace) {
    long begin = System.nanoTime();
    Row local = session.execute("SELECT release_version, data_center FROM system.local").one();
    long took = (System.nanoTime() - begin) / 1_000_000;
    String datacenter = local.getString("data_center");
    int nodes =
        (int)
            session.getMetadata().getNodes().values().stream()
                .filter(node -> datacenter.equals(node.getDatacenter()))
                .count();
    Set<String> tables =
        session
            .getMetadata()
            .getKeyspace(CqlIdentifier.fromInternal(keyspace))
            .map(
                found ->
                    found.getTables().keySet().stream()
                        .map(CqlIdentifier::asInternal)
                        .collect(Collectors.toSet()))
            .orElse(Set.of());
    String says =
        "%s, data centre %s with %d nodes"
            .formatted(local.getString("release_version"), datacenter, nodes);
    return new CqlSide(new Reached("CQL", place, took, says), datacenter, nodes, tables);
  }
}
