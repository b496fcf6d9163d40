package dev.messina.e2e;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.Addresses;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.demo.Project;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The services of a pipeline, wherever they run: as local processes or as containers. */
interface Site {

  Project project();

  DynamoDbClient dynamoDb();

  CqlSession cql();

  ConnectRest connect();

  /** Of Kafka, for clients of the tests. */
  String bootstrapServers();

  /** Of the services, for the connectors. */
  Addresses addresses();
}
