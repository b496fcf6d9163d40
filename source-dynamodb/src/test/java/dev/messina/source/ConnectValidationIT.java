package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The errors of a configuration as Connect's REST API gives them, by the built zip. */
class ConnectValidationIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Connect has no better status for what a connector refuses. */
  private static final int REFUSED = 500;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final List<String> TABLES = List.of("orders", "silent", "keys-only");

  private static LocalStack stack;

  @BeforeAll
  static void startConnect() throws Exception {
    stack =
        GivenDynamoDb.in(LocalStack.in(Path.of("target", "connect-validation-it")))
            .only(Service.KAFKA, Service.DYNAMODB, Service.CONNECT)
            .plugins(List.of(Path.of(System.getProperty("plugin.zip"))))
            .start();
    createTable(TABLES.get(0), stream(true, StreamViewType.NEW_AND_OLD_IMAGES));
    createTable(TABLES.get(1), stream(false, null));
    createTable(TABLES.get(2), stream(true, StreamViewType.KEYS_ONLY));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      NewTopic hasty = new NewTopic("hasty.orders", 1, (short) 1);
      NewTopic small = new NewTopic("small.orders", 1, (short) 1);
      NewTopic control = new NewTopic("shop.control", 1, (short) 1);
      admin
          .createTopics(
              List.of(
                  hasty.configs(Map.of("retention.ms", "60000")),
                  small.configs(Map.of("max.message.bytes", "1000000")),
                  control.configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stopConnect() {
    if (GivenDynamoDb.isGiven()) {
      try (DynamoDbClient client = dynamoDb()) {
        TABLES.forEach(name -> client.deleteTable(table -> table.tableName(name)));
      }
    }
    stack.close();
  }

  @Test
  void acceptsWhatIsRight() throws Exception {
    assertThat(errors(Map.of())).isEmpty();
  }

  @Test
  void givesTheCommandThatSwitchesAStreamOn() throws Exception {
    assertThat(errors(Map.of("tables", "silent")))
        .containsOnly(
            Map.entry(
                "tables",
                List.of(
                    "Table 'silent' has no stream, so its changes cannot be followed. Run: aws"
                        + " dynamodb update-table --table-name silent --stream-specification"
                        + " StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES")));
  }

  @Test
  void refusesAStreamWithoutNewImages() throws Exception {
    assertThat(errors(Map.of("tables", "keys-only")).get("tables").get(0))
        .startsWith("The stream of table 'keys-only' carries KEYS_ONLY, which lacks the new images")
        .contains("StreamEnabled=false && ");
  }

  @Test
  void asksDynamoDbAndKafkaWhateverElseIsWrong() throws Exception {
    assertThat(
            errors(
                Map.of(
                    "snapshot.segments", "0",
                    "tables", "silent",
                    "topic.prefix", "hasty",
                    "topic.name.format", "${topic.prefix}.orders")))
        .containsOnlyKeys("snapshot.segments", "tables", "topic.prefix");
  }

  @Test
  void refusesATopicThatForgetsBeforeStreamAndSnapshotHaveMet() throws Exception {
    assertThat(errors(Map.of("topic.prefix", "hasty")).get("topic.prefix").get(0))
        .startsWith("Topic 'hasty.orders' keeps records for 60 s only, less than the 900 s that")
        .endsWith("--entity-name hasty.orders --add-config retention.ms=604800000");
  }

  @Test
  void refusesATopicThatCannotTakeTheLargestRecord() throws Exception {
    assertThat(errors(Map.of("topic.prefix", "small")).get("topic.prefix").get(0))
        .startsWith("Topic 'small.orders' takes records of up to 1000000 bytes only")
        .contains("--add-config max.message.bytes=1048576");
    assertThat(errors(Map.of("topic.creation.default.max.message.bytes", "5000")))
        .containsOnlyKeys("topic.creation.default.max.message.bytes");
  }

  @Test
  void findsTablesByName() throws Exception {
    assertThat(errors(Map.of("tables", "", "tables.regex", "or.*"))).isEmpty();
    assertThat(errors(Map.of("tables", "", "tables.regex", "silent")).get("tables.regex").get(0))
        .contains("Table 'silent' has no stream");
  }

  @Test
  void looksAtOffsetsThatAreSetByHandAndLetsThemBeDeleted() throws Exception {
    String connector = "/connectors/offsets-source";
    send(
        "PUT",
        connector + "/config",
        JSON.writeValueAsString(config(Map.of("name", "offsets-source"))),
        201);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> send("GET", connector + "/offsets", "", 200).contains("shardId-"));
    send("PUT", connector + "/stop", "", 204);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> send("GET", connector + "/status", "", 200).contains("STOPPED"));

    String stored = send("GET", connector + "/offsets", "", 200);
    send("PATCH", connector + "/offsets", stored, 200);
    assertThat(
            send(
                "PATCH",
                connector + "/offsets",
                stored.replaceFirst("\"total_segments\":\\d+", "\"total_segments\":\"many\""),
                REFUSED))
        .contains("'total_segments' is not a whole number");
    assertThat(
            send(
                "PATCH",
                connector + "/offsets",
                stored.replaceFirst("shardId-\\w+-\\w+", "shardId-nowhere"),
                REFUSED))
        .contains("the stream has no such shard");
    send("DELETE", connector + "/offsets", "", 200);
    send("DELETE", connector, "", 204);
  }

  @Test
  void saysWhichServiceDoesNotAnswer() throws Exception {
    Map<String, List<String>> errors =
        errors(
            Map.of(
                "aws.endpoint",
                "http://127.0.0.1:1",
                "control.kafka.bootstrap.servers",
                "127.0.0.1:1"));

    assertThat(errors.get("aws.endpoint").get(0))
        .startsWith("DynamoDB at http://127.0.0.1:1 cannot be asked: ")
        .endsWith("Check the address and the network.");
    assertThat(errors.get("control.kafka.bootstrap.servers").get(0))
        .startsWith(
            "Kafka cannot be asked about the topics: 127.0.0.1:1 gives no answer within 10 s.");
  }

  @Test
  void refusesToTolerateErrors() throws Exception {
    assertThat(errors(Map.of("errors.tolerance", "all")).get("errors.tolerance").get(0))
        .startsWith("A source record that is dropped takes its position with it.");
  }

  @Test
  void refusesATransformThatDropsRecords() throws Exception {
    assertThat(
            errors(
                    Map.of(
                        "transforms",
                        "kept",
                        "transforms.kept.type",
                        "org.apache.kafka.connect.transforms.Filter"))
                .get("transforms.kept.type")
                .get(0))
        .startsWith("Transform 'kept' (org.apache.kafka.connect.transforms.Filter) drops records.");
  }

  /** The body of the answer, which must have this status. */
  private static String send(String method, String path, String body, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(stack.connect().url().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body();
  }

  private static Map<String, String> config(Map<String, String> changes) {
    Map<String, String> config = new TreeMap<>();
    config.put("name", "orders-source");
    config.put("connector.class", "dev.messina.source.DynamoDbSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic.prefix", "shop");
    config.put("tables", "orders");
    config.put("aws.region", "us-east-1");
    config.put("aws.endpoint", stack.dynamoDb().endpoint().toString());
    config.put("aws.access.key.id", "local");
    config.put("aws.secret.access.key", "local");
    config.put("control.kafka.bootstrap.servers", bootstrapServers());
    config.putAll(changes);
    return config;
  }

  private static Map<String, List<String>> errors(Map<String, String> changes)
      throws IOException, InterruptedException {
    Map<String, String> config = config(changes);
    URI validate =
        stack.connect().url().resolve("/connector-plugins/DynamoDbSourceConnector/config/validate");
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(validate)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(config)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Map<String, List<String>> errors = new TreeMap<>();
    JsonNode result = JSON.readTree(response.body());
    for (JsonNode option : result.get("configs")) {
      JsonNode value = option.get("value");
      if (!value.get("errors").isEmpty()) {
        errors.put(
            value.get("name").asText(),
            JSON.convertValue(
                value.get("errors"),
                JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
      }
    }
    // By this number Connect decides whether it refuses to create the connector.
    assertThat(result.get("error_count").asInt())
        .isEqualTo(errors.values().stream().mapToInt(List::size).sum());
    return errors;
  }

  private static String bootstrapServers() {
    return stack.kafka().bootstrapServers();
  }

  private static StreamSpecification stream(boolean enabled, StreamViewType type) {
    return StreamSpecification.builder().streamEnabled(enabled).streamViewType(type).build();
  }

  private static DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .endpointOverride(stack.dynamoDb().endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static void createTable(String name, StreamSpecification stream) {
    try (DynamoDbClient client = dynamoDb()) {
      client.createTable(
          table ->
              table
                  .tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName("id")
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .keySchema(
                      KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
                  .streamSpecification(stream.streamEnabled() ? stream : null));
    }
  }
}
