package dev.messina.cli.local;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the CQL server of a local stack and makes the tables that a CQL file declares. */
public final class CqlTarget {

  private CqlTarget() {}

  /**
   * @param contactPoint {@code host:port}
   */
  public static CqlSession session(String contactPoint, String localDatacenter) {
    int colon = contactPoint.lastIndexOf(':');
    return CqlSession.builder()
        .addContactPoint(
            new InetSocketAddress(
                contactPoint.substring(0, colon),
                Integer.parseInt(contactPoint.substring(colon + 1))))
        .withLocalDatacenter(localDatacenter)
        .withConfigLoader(PatientDriver.options().build())
        .build();
  }

  /**
   * Executes the statements of a file. A statement ends with a semicolon at the end of a line; a
   * line that starts with two dashes is a comment.
   */
  public static void create(CqlSession session, Path file) throws IOException {
    String statements =
        Files.readString(file)
            .lines()
            .filter(line -> !line.stripLeading().startsWith("--"))
            .collect(joining("\n"));
    for (String statement : statements.split(";\\s*(\\n|$)", -1)) {
      if (!statement.isBlank()) {
        session.execute(statement);
      }
    }
  }

  /**
   * @param table {@code keyspace.table}, as it is spelled without quotes
   * @throws IllegalArgumentException if there is no such table
   */
  public static TableMetadata metadata(CqlSession session, String table) {
    int dot = table.indexOf('.');
    return session
        .getMetadata()
        .getKeyspace(CqlIdentifier.fromInternal(table.substring(0, dot)))
        .flatMap(
            keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(table.substring(dot + 1))))
        .orElseThrow(
            () -> new IllegalArgumentException("There is no CQL table " + table + "; create it."));
  }
}
