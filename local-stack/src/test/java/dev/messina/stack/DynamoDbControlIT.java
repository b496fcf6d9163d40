package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The clock and the shards of the stack's DynamoDB. */
class DynamoDbControlIT {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir static Path folder;
  private static LocalStack stack;

  @BeforeAll
  static void startDynamoDb() {
    stack = LocalStack.in(folder).only(Service.DYNAMODB).start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void theClockIsSetJumpsAndRunsFaster() throws Exception {
    DynamoDbClock clock = stack.dynamoDb().clock();
    clock.set(NEW_YEAR);
    assertThat(date()).isBetween(NEW_YEAR, NEW_YEAR.plus(MINUTE));

    clock.jump(Duration.ofHours(26));
    Instant jumped = NEW_YEAR.plus(Duration.ofHours(26));
    assertThat(clock.now()).isBetween(jumped, jumped.plus(MINUTE));

    clock.speed(10_000);
    Thread.sleep(100);
    assertThat(clock.now()).isAfter(jumped.plusSeconds(1_000));
    clock.speed(1);
  }

  @Test
  void aRestartSetsTheClockBackToTheTimeOfTheMachine() {
    DynamoDbServer dynamoDb = stack.dynamoDb();
    dynamoDb.clock().set(NEW_YEAR);

    dynamoDb.process().restart();

    assertThat(dynamoDb.clock().now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void shardsAreSplitMergedAndRolledOver() {
    createTable("orders");
    DynamoDbShards shards = stack.dynamoDb().shards("orders");
    List<String> first = shards.open();

    List<String> rolled = shards.rollOver();
    assertThat(rolled).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
    List<String> halves = shards.split();
    assertThat(halves).hasSize(2 * first.size());
    assertThat(shards.open()).containsExactlyInAnyOrderElementsOf(halves);
    String merged = shards.merge(halves.get(0), halves.get(1));
    assertThat(shards.open())
        .hasSize(halves.size() - 1)
        .contains(merged)
        .doesNotContain(halves.get(0), halves.get(1));
  }

  @Test
  void whatTheServerRefusesIsToldWithItsReason() {
    assertThatThrownBy(() -> stack.dynamoDb().shards("unknown").split())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/control/streams/split answered 400")
        .hasMessageContaining("There is no stream of table unknown");
  }

  private static Instant date() throws Exception {
    URI endpoint = stack.dynamoDb().endpoint();
    String date =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.discarding())
            .headers()
            .firstValue("Date")
            .orElseThrow();
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static void createTable(String name) {
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
                  .keySchema(
                      KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName("id")
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .streamSpecification(
                      stream ->
                          stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)));
    }
  }
}
