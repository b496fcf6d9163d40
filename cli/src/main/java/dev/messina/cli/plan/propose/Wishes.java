package dev.messina.cli.plan.propose;

import java.util.Map;

/**
 * What is wanted of a proposal.
 *
 * @param keyspace of the target
 * @param table of the target
 * @param names how attributes become columns
 * @param isNarrow whether types may be proposed that not every value of DynamoDB's type fits
 * @param keyspaceReplicas copies of each row
 * @param topicReplicas copies of each record
 * @param readUnits a second that the snapshot may take
 * @param places where the services are, as the workers reach them
 * @param source options of the source that are put in as they are
 * @param sink options of every sink that are put in as they are
 */
public record Wishes(
    String keyspace,
    String table,
    Names.Style names,
    boolean isNarrow,
    int keyspaceReplicas,
    int topicReplicas,
    long readUnits,
    Places places,
    Map<String, String> source,
    Map<String, String> sink) {

  public Wishes {
    source = Map.copyOf(source);
    sink = Map.copyOf(sink);
  }

  /**
   * @param bootstrapServers of Kafka
   * @param connect of a worker, as whoever posts connectors reaches it
   * @param contactPoints of the target's cluster
   * @param datacenter of the target
   */
  public record Places(
      String bootstrapServers, String connect, String contactPoints, String datacenter) {}
}
