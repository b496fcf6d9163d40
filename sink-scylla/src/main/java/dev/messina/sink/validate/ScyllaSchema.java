package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.messina.sink.session.Reasons;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server for what only ScyllaDB has in its schema, and no driver reads. */
final class ScyllaSchema {

  private static final Logger LOG = LoggerFactory.getLogger(ScyllaSchema.class);
  private static final String CREATE = "create_statement";
  private static final String CONSISTENCY = "consistency";

  private ScyllaSchema() {}

  static ScyllaTableOptions options(CqlSession session, TableMetadata table) {
    return ScyllaTableOptions.parse(
        createTable(session, table), consistency(session, table.getKeyspace()));
  }

  /** Whether the server has the table that only ScyllaDB has, in all of its versions. */
  static boolean isScylla(CqlSession session) {
    try {
      session.execute("SELECT table_name FROM system_schema.scylla_tables LIMIT 1");
      return true;
    } catch (QueryValidationException otherServer) {
      LOG.debug("The server is no ScyllaDB: {}", Reasons.of(otherServer));
      return false;
    }
  }

  private static String createTable(CqlSession session, TableMetadata table) {
    try {
      Row described =
          session
              .execute(
                  "DESCRIBE TABLE "
                      + table.getKeyspace().asCql(true)
                      + "."
                      + table.getName().asCql(true))
              .one();
      return described == null ? "" : described.getString(CREATE);
    } catch (QueryValidationException | IllegalArgumentException e) {
      LOG.warn(
          "The server does not describe its tables ({}); whether {} has change data capture, and"
              + " when it drops tombstones, is not known",
          Reasons.of(e),
          table.getName().asInternal());
      return "";
    }
  }

  /** The table is ScyllaDB's alone, and the column there only since keyspaces have the option. */
  private static String consistency(CqlSession session, CqlIdentifier keyspace) {
    try {
      Row found =
          session
              .execute(
                  "SELECT * FROM system_schema.scylla_keyspaces WHERE keyspace_name = ?",
                  keyspace.asInternal())
              .one();
      return found == null || !found.getColumnDefinitions().contains(CONSISTENCY)
          ? null
          : word(found.getObject(CONSISTENCY));
    } catch (QueryValidationException otherServer) {
      LOG.debug("The server has no options of ScyllaDB's keyspaces: {}", Reasons.of(otherServer));
      return null;
    }
  }

  /** A word, or a map with the word as its type. */
  private static String word(Object consistency) {
    Object word = consistency instanceof Map<?, ?> map ? map.get("type") : consistency;
    return word == null ? null : word.toString();
  }
}
