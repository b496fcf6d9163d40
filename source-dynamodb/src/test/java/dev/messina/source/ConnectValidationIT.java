package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static LocalStack stack;

  @BeforeAll
  static void startConnect() throws Exception {
    stack =
        LocalStack.in(Path.of("target", "connect-validation-it"))
            .only(Service.KAFKA, Service.DYNAMODB, Service.CONNECT)
            .plugins(List.of(Path.of(System.getProperty("plugin.zip"))))
            .dynamoDbInMemory()
            .start();
    createTable("orders", stream(true, StreamViewType.NEW_AND_OLD_IMAGES));
    createTable("silent", stream(false, null));
    createTable("keys-only", stream(true, StreamViewType.KEYS_ONLY));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      NewTopic compacted = new NewTopic("compacted.orders", 1, (short) 1);
      NewTopic control = new NewTopic("shop.control", 1, (short) 1);
      admin
          .createTopics(
              List.of(
                  compacted.configs(Map.of("cleanup.policy", "compact")),
                  control.configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stopConnect() {
    stack.close();
  }

  @Test
  void acceptsWhatIsRight() throws Exception {
    assertThat(errors(Map.of())).isEmpty();
  }

  @Test
  void namesTheNearestTableForOneThatDoesNotExist() throws Exception {
    assertThat(errors(Map.of("tables", "oders")))
        .containsOnly(
            Map.entry(
                "tables",
                List.of(
                    "Table 'oders' does not exist in region us-east-1. Did you mean 'orders'?")));
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
  void namesTheNearestOptionForAMistypedOne() throws Exception {
    assertThat(errors(Map.of("snaphot.segments", "4")))
        .containsEntry(
            "snaphot.segments",
            List.of("Option 'snaphot.segments' is not known. Did you mean 'snapshot.segments'?"));
  }

  @Test
  void refusesACompactedTopicOfATable() throws Exception {
    assertThat(errors(Map.of("topic.prefix", "compacted")))
        .containsOnly(
            Map.entry(
                "topic.prefix",
                List.of(
                    "Topic 'compacted.orders' has cleanup.policy=compact, which may keep a snapshot"
                        + " row and drop the newer change in front of it. Run: kafka-configs.sh"
                        + " --bootstrap-server "
                        + bootstrapServers()
                        + " --alter --entity-type topics --entity-name compacted.orders"
                        + " --add-config cleanup.policy=delete")));
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
        .startsWith("Kafka cannot be asked about the topics: ");
  }

  @Test
  void refusesToTolerateErrors() throws Exception {
    assertThat(errors(Map.of("errors.tolerance", "all")).get("errors.tolerance").get(0))
        .startsWith("A source record that is dropped takes its position with it.");
  }

  private static Map<String, List<String>> errors(Map<String, String> changes)
      throws IOException, InterruptedException {
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

  private static void createTable(String name, StreamSpecification stream) {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(stack.dynamoDb().endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build()) {
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
