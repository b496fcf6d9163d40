package dev.messina.sink.evolve;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server change tables, one change after another.
 *
 * <p>All tasks send them to the same node, the one with the lowest id of those that are up:
 * Cassandra before version 6 can make two tables of one name when two nodes are asked at the same
 * time.
 */
final class SchemaChanges {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaChanges.class);

  /** A change waits for others and for the disk, unlike a row. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The driver itself waits ten seconds each time. */
  private static final int AGREEMENT_CHECKS = 3;

  private final CqlSession session;

  SchemaChanges(CqlSession session) {
    this.session = session;
  }

  /**
   * Makes a change and waits until all nodes know of it; afterwards the session's metadata is as
   * the server's, whatever the outcome.
   *
   * @return why the server refuses the change; empty if it has made it
   */
  Optional<String> make(TableChange change) {
    Optional<String> refusal = Optional.empty();
    try {
      LOG.info("Changing {}: {}", change.table(), change.cql());
      ResultSet result =
          session.execute(
              SimpleStatement.newInstance(change.cql()).setNode(node()).setTimeout(TIMEOUT));
      awaitAgreement(change, result.getExecutionInfo().isSchemaInAgreement());
    } catch (AlreadyExistsException | InvalidQueryException e) {
      refusal = Optional.of(String.valueOf(e.getMessage()));
      LOG.info("Did not change {}, which may be done already: {}", change.table(), e.getMessage());
    } catch (UnauthorizedException e) {
      throw new ConnectException(
          "The role may not change "
              + change.table()
              + " ("
              + e.getMessage()
              + "). GRANT it ALTER, and CREATE for schema.evolution=create, or set"
              + " schema.evolution=none, and restart the task.",
          e);
    }
    session.refreshSchema();
    return refusal;
  }

  private void awaitAgreement(TableChange change, boolean agreed) {
    for (int i = 0; !agreed && i < AGREEMENT_CHECKS; i++) {
      agreed = session.checkSchemaAgreement();
    }
    if (!agreed) {
      throw new ConnectException(
          "The nodes do not agree on the schema after "
              + change.table()
              + " was changed. Nothing was skipped; see which node is behind (nodetool"
              + " describecluster) and restart the task.");
    }
  }

  /** Null, which leaves the choice to the driver, if no node is known to be up. */
  private Node node() {
    return session.getMetadata().getNodes().values().stream()
        .filter(node -> node.getState() == NodeState.UP)
        .filter(node -> node.getDistance() == NodeDistance.LOCAL)
        .filter(node -> Objects.nonNull(node.getHostId()))
        .min(Comparator.comparing(Node::getHostId))
        .orElse(null);
  }
}
