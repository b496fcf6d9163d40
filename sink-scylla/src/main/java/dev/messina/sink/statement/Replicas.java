package dev.messina.sink.statement;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.Tablet;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import com.datastax.oss.driver.internal.core.metadata.token.Murmur3Token;
import dev.messina.sink.route.TableName;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which nodes keep a partition, as the driver has heard: by its tablet, else by the token ring. */
final class Replicas {

  private Replicas() {}

  /**
   * Their host ids; none if the driver does not know.
   *
   * @param partitionKey as the server hashes it; is not changed
   */
  static Set<UUID> of(Metadata metadata, TableName table, ByteBuffer partitionKey) {
    return metadata
        .getTokenMap()
        .map(tokens -> ids(nodes(metadata, tokens, table, partitionKey.duplicate())))
        .orElse(Set.of());
  }

  private static Collection<Node> nodes(
      Metadata metadata, TokenMap tokens, TableName table, ByteBuffer partitionKey) {
    CqlIdentifier keyspace = CqlIdentifier.fromInternal(table.keyspace());
    if (tokens.newToken(partitionKey.duplicate()) instanceof Murmur3Token token) {
      Tablet tablet =
          metadata
              .getTabletMap()
              .getTablet(keyspace, CqlIdentifier.fromInternal(table.table()), token.getValue());
      if (tablet != null) {
        return tablet.getReplicaNodes();
      }
    }
    return tokens.getReplicas(keyspace, partitionKey);
  }

  private static Set<UUID> ids(Collection<Node> nodes) {
    return nodes.stream()
        .map(Node::getHostId)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }
}
