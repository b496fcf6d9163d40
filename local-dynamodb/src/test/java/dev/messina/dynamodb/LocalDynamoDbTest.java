package dev.messina.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.table.TableTiming;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The server as an SDK sees it. */
class LocalDynamoDbTest {

  private static LocalDynamoDb server;
  private static DynamoDbClient client;
  private static int tables;
  private String table;

  @BeforeAll
  static void start() {
    server =
        LocalDynamoDb.start(
            Settings.defaults().timing(TableTiming.defaults().expiry(Duration.ofHours(2))));
    client =
        DynamoDbClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.EU_NORTH_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @BeforeEach
  void createTable() {
    table = "things-" + ++tables;
    client.createTable(
        request ->
            request
                .tableName(table)
                .attributeDefinitions(List.of(attribute("pk", "S"), attribute("sk", "N")))
                .keySchema(List.of(key("pk", "HASH"), key("sk", "RANGE")))
                .billingMode("PAY_PER_REQUEST"));
  }

  @Test
  void theTablesArnHasTheRegionOfTheClient() {
    TableDescription description = client.describeTable(r -> r.tableName(table)).table();
    assertThat(description.tableArn())
        .isEqualTo("arn:aws:dynamodb:eu-north-1:000000000000:table/" + table);
    assertThat(description.tableStatusAsString()).isEqualTo("ACTIVE");
  }

  @Test
  void theSegmentsOfAScanAreTheTable() {
    Set<Map<String, AttributeValue>> written = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      written.add(put("p" + i % 40, i));
    }
    List<Map<String, AttributeValue>> read = new ArrayList<>();
    for (int segment = 0; segment < 4; segment++) {
      read.addAll(scan(segment, 4, 7));
    }
    assertThat(read).hasSize(200);
    assertThat(new HashSet<>(read)).isEqualTo(written);
  }

  @Test
  void aQueryGoesThroughASortKeyInItsOrder() {
    for (int i : new int[] {3, -1, 20, 0, 100, -25}) {
      put("p", i);
    }
    assertThat(
            client
                .query(
                    q ->
                        q.tableName(table)
                            .keyConditionExpression("pk = :p AND sk >= :low")
                            .expressionAttributeValues(Map.of(":p", text("p"), ":low", number(-1)))
                            .scanIndexForward(false))
                .items())
        .extracting(item -> item.get("sk").n())
        .containsExactly("100", "20", "3", "0", "-1");
  }

  @Test
  void aFailedConditionLeavesTheItem() {
    put("p", 1);
    assertThatThrownBy(
            () ->
                client.putItem(
                    r ->
                        r.tableName(table)
                            .item(Map.of("pk", text("p"), "sk", number(1), "v", text("new")))
                            .conditionExpression("attribute_not_exists(pk)")))
        .isInstanceOf(ConditionalCheckFailedException.class)
        .hasMessageContaining("The conditional request failed");
    assertThat(get("p", 1)).doesNotContainKey("v");
  }

  @Test
  void aTransactionIsAllOrNothing() {
    put("p", 1);
    assertThatThrownBy(
            () ->
                client.transactWriteItems(
                    r ->
                        r.transactItems(
                            List.of(
                                TransactWriteItem.builder()
                                    .put(
                                        put ->
                                            put.tableName(table)
                                                .item(Map.of("pk", text("q"), "sk", number(2))))
                                    .build(),
                                TransactWriteItem.builder()
                                    .conditionCheck(
                                        check ->
                                            check
                                                .tableName(table)
                                                .key(Map.of("pk", text("p"), "sk", number(1)))
                                                .conditionExpression("attribute_exists(nothing)"))
                                    .build()))))
        .isInstanceOf(TransactionCanceledException.class)
        .hasMessageContaining("[None, ConditionalCheckFailed]");
    assertThat(get("q", 2)).isEmpty();
  }

  @Test
  void expiredItemsGoWhenTheClockHasJumped() {
    client.updateTimeToLive(
        r ->
            r.tableName(table)
                .timeToLiveSpecification(ttl -> ttl.attributeName("until").enabled(true)));
    long until = server.clock().now().getEpochSecond() + 60;
    client.putItem(
        r ->
            r.tableName(table)
                .item(Map.of("pk", text("p"), "sk", number(1), "until", number(until))));
    server.clock().jump(Duration.ofHours(1));
    assertThat(get("p", 1)).isNotEmpty();
    server.clock().jump(Duration.ofHours(1).plusMinutes(2));
    assertThat(get("p", 1)).isEmpty();
  }

  @Test
  void aDeletedTableIsGone() {
    client.deleteTable(r -> r.tableName(table));
    assertThatThrownBy(() -> get("p", 1))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Requested resource not found");
    assertThat(client.listTables().tableNames()).doesNotContain(table);
  }

  @Test
  void whatIsNotThereIsRefusedAsAwsRefusesIt() {
    assertThatThrownBy(() -> client.executeStatement(r -> r.statement("SELECT * FROM x")))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e ->
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException"));
  }

  @Test
  void anAnswerCarriesItsChecksumAndTheServersTime() throws Exception {
    HttpResponse<byte[]> answer = post("DynamoDB_20120810.ListTables", "{}");
    CRC32 checksum = new CRC32();
    checksum.update(answer.body());
    assertThat(answer.headers().firstValue("x-amz-crc32"))
        .contains(Long.toString(checksum.getValue()));
    assertThat(answer.headers().firstValue("x-amzn-RequestId").orElseThrow()).hasSize(52);
    assertThat(answer.headers().firstValue("Date").orElseThrow()).endsWith("GMT");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
  }

  @Test
  void whatIsNoJsonIsASerializationException() throws Exception {
    HttpResponse<byte[]> answer = post("DynamoDB_20120810.ListTables", "{\"Limit\":");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("com.amazon.coral.service#SerializationException");
  }

  private static HttpResponse<byte[]> post(String target, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.endpoint() + "/"))
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private List<Map<String, AttributeValue>> scan(int segment, int segments, int limit) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    ScanRequest request =
        ScanRequest.builder()
            .tableName(table)
            .segment(segment)
            .totalSegments(segments)
            .limit(limit)
            .build();
    ScanResponse page = client.scan(request);
    items.addAll(page.items());
    while (page.hasLastEvaluatedKey()) {
      page = client.scan(request.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build());
      items.addAll(page.items());
    }
    return items;
  }

  private Map<String, AttributeValue> put(String partition, int sort) {
    Map<String, AttributeValue> item = Map.of("pk", text(partition), "sk", number(sort));
    client.putItem(r -> r.tableName(table).item(item));
    return item;
  }

  private Map<String, AttributeValue> get(String partition, int sort) {
    return client
        .getItem(r -> r.tableName(table).key(Map.of("pk", text(partition), "sk", number(sort))))
        .item();
  }

  private static AttributeDefinition attribute(String name, String type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, String type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
