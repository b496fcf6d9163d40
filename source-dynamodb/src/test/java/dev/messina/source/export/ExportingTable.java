package dev.messina.source.export;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.source.aws.AwsSettings;
import dev.messina.source.aws.DynamoDbClients;
import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.change.Item;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** The table {@code orders} of a local DynamoDB, which exports it as it was asked to. */
final class ExportingTable implements AutoCloseable {

  static final String NAME = "orders";
  static final String BUCKET = "backups";

  private static final int PATIENCE_STEPS = 1500;
  private static final int STEP_MS = 20;

  private final LocalDynamoDb server;
  private final DynamoDbClient client;
  private final String arn;
  private final List<String> keyNames;

  /**
   * @param key of each attribute the name and the type, as in {@code pk:S}, the partition key first
   */
  ExportingTable(LocalDynamoDb server, String... key) {
    this.server = server;
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    List<KeySchemaElement> schema = new ArrayList<>();
    List<AttributeDefinition> types = new ArrayList<>();
    this.keyNames = new ArrayList<>();
    for (String each : key) {
      String[] part = each.split(":", -1);
      keyNames.add(part[0]);
      schema.add(
          KeySchemaElement.builder()
              .attributeName(part[0])
              .keyType(schema.isEmpty() ? KeyType.HASH : KeyType.RANGE)
              .build());
      types.add(
          AttributeDefinition.builder().attributeName(part[0]).attributeType(part[1]).build());
    }
    this.arn =
        client
            .createTable(
                it ->
                    it.tableName(NAME)
                        .billingMode("PAY_PER_REQUEST")
                        .keySchema(schema)
                        .attributeDefinitions(types))
            .tableDescription()
            .tableArn();
    client.updateContinuousBackups(
        it ->
            it.tableName(NAME)
                .pointInTimeRecoverySpecification(how -> how.pointInTimeRecoveryEnabled(true)));
  }

  String[] keyNames() {
    return keyNames.toArray(String[]::new);
  }

  void put(Map<String, AttributeValue> item) {
    client.putItem(it -> it.tableName(NAME).item(item));
  }

  void delete(Map<String, AttributeValue> key) {
    client.deleteItem(it -> it.tableName(NAME).key(key));
  }

  /** On the server's clock. */
  void passAnHour() {
    server.clock().jump(Duration.ofHours(1));
  }

  /** By the server's clock, to the second. */
  Instant now() {
    return server.clock().now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The id of a new export to {@link #BUCKET}, which has ended well. */
  String exported(Consumer<ExportTableToPointInTimeRequest.Builder> how)
      throws InterruptedException {
    ExportDescription export =
        client
            .exportTableToPointInTime(it -> how.accept(it.tableArn(arn).s3Bucket(BUCKET)))
            .exportDescription();
    String begun = export.exportArn();
    for (int i = 0; i < PATIENCE_STEPS && export.exportStatus() == ExportStatus.IN_PROGRESS; i++) {
      Thread.sleep(STEP_MS);
      export = client.describeExport(it -> it.exportArn(begun)).exportDescription();
    }
    if (export.exportStatus() != ExportStatus.COMPLETED) {
      throw new IllegalStateException("The export has not ended well: " + export.failureMessage());
    }
    return begun.substring(begun.lastIndexOf('/') + 1);
  }

  /** All items as a scan gives them. */
  List<Item> scanned() {
    try (DynamoDbClients clients = DynamoDbClients.open(settings(server.endpoint()), 2)) {
      List<Item> items = new ArrayList<>();
      Map<String, AttributeValue> from = Map.of();
      do {
        var page = clients.tableApi().scan(new ScanCall(NAME, keyNames, 0, 1, from, 1000, true));
        items.addAll(page.items());
        from = page.lastKey();
      } while (!from.isEmpty());
      return items;
    }
  }

  static AwsSettings settings(URI endpoint) {
    Map<String, String> properties = new HashMap<>();
    properties.put(AwsSettings.REGION, "us-east-1");
    properties.put(AwsSettings.ENDPOINT, endpoint.toString());
    properties.put("aws.access.key.id", "local");
    properties.put("aws.secret.access.key", "local");
    return AwsSettings.from(
        new AbstractConfig(AwsSettings.define(new ConfigDef()), properties, false));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
