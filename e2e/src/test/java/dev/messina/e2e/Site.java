package dev.messina.e2e;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.Addresses;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.local.CqlTarget;
import dev.messina.cli.local.Project;
import java.io.IOException;
import java.nio.file.Path;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The services of a pipeline, wherever they run: as local processes or as containers. */
interface Site {

  Project project();

  DynamoDbClient dynamoDb();

  CqlSession cql();

  ConnectRest connect();

  /** Makes the tables of an example's CQL file, with what the server here needs beside it. */
  default void createTables(Path schema) throws IOException {
    CqlTarget.create(cql(), schema);
  }

  /** Has a table keep its tombstones while rows with old write timestamps come, if it would not. */
  default void keepTombstones(String table) {}

  /** Of Kafka, for clients of the tests. */
  String bootstrapServers();

  /** Of the services, for the connectors. */
  Addresses addresses();
}
