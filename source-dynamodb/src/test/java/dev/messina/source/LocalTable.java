package dev.messina.source;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A table that the source is to carry. */
final class LocalTable implements AutoCloseable {

  static final String NAME = "orders";

  private static final int BATCH = 25;

  private final URI endpoint;
  private final DynamoDbClient client;

  private LocalTable(URI endpoint, DynamoDbClient client) {
    this.endpoint = endpoint;
    this.client = client;
  }

  /** The table is not there yet. */
  static LocalTable on(URI endpoint) {
    DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    return new LocalTable(endpoint, client);
  }

  /** Creates the table with a stream; the partition key is {@code pk}, a string. */
  void create(StreamViewType images) {
    create(images, attribute("pk", ScalarAttributeType.S));
  }

  /** The same with a sort key {@code sk}, a number. */
  void createWithSortKey(StreamViewType images) {
    create(images, attribute("pk", ScalarAttributeType.S), attribute("sk", ScalarAttributeType.N));
  }

  void tag(String key, String value) {
    String arn = client.describeTable(request -> request.tableName(NAME)).table().tableArn();
    client.tagResource(
        request -> request.resourceArn(arn).tags(Tag.builder().key(key).value(value).build()));
  }

  void put(Map<String, AttributeValue> item) {
    client.putItem(request -> request.tableName(NAME).item(item));
  }

  void putAll(List<Map<String, AttributeValue>> items) {
    for (int from = 0; from < items.size(); from += BATCH) {
      List<WriteRequest> batch =
          items.subList(from, Math.min(items.size(), from + BATCH)).stream()
              .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
              .toList();
      client.batchWriteItem(request -> request.requestItems(Map.of(NAME, batch)));
    }
  }

  void delete(Map<String, AttributeValue> key) {
    client.deleteItem(request -> request.tableName(NAME).key(key));
  }

  List<Map<String, AttributeValue>> items() {
    return client
        .scanPaginator(request -> request.tableName(NAME).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  URI endpoint() {
    return endpoint;
  }

  DynamoDbClient client() {
    return client;
  }

  /**
   * The configuration of a source of this table.
   *
   * @param endpoint of DynamoDB, or of what stands before it
   * @param kafka where Kafka is said to be
   */
  static Map<String, String> source(URI endpoint, String kafka) {
    return new TreeMap<>(
        Map.of(
            "name", "orders-source",
            "topic.prefix", "shop",
            "tables", NAME,
            "aws.region", "us-east-1",
            "aws.endpoint", endpoint.toString(),
            "aws.access.key.id", "local",
            "aws.secret.access.key", "local",
            "control.kafka.bootstrap.servers", kafka));
  }

  /** A DynamoDB that was given is left as it was found. */
  @Override
  public void close() {
    if (GivenDynamoDb.isGiven()) {
      client.deleteTable(table -> table.tableName(NAME));
    }
    client.close();
  }

  private void create(StreamViewType images, AttributeDefinition... attributes) {
    List<KeySchemaElement> key = new ArrayList<>();
    for (AttributeDefinition attribute : attributes) {
      KeyType type = key.isEmpty() ? KeyType.HASH : KeyType.RANGE;
      key.add(
          KeySchemaElement.builder()
              .attributeName(attribute.attributeName())
              .keyType(type)
              .build());
    }
    client.createTable(
        table ->
            table
                .tableName(NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes)
                .keySchema(key)
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(images)));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
