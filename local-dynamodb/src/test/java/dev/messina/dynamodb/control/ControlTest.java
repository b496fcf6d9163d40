package dev.messina.dynamodb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.dynamodb.json.JsonTree;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class ControlTest {

  private final LocalDynamoDb server = LocalDynamoDb.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_WEST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "body")))
          .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .httpClient(UrlConnectionHttpClient.create())
          .build();
  private String arn;

  @BeforeEach
  void table() throws Exception {
    Map<String, Object> made =
        json(
            call(
                "CreateTable",
                """
                {"TableName":"orders","BillingMode":"PAY_PER_REQUEST",
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
                 "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
                 "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}
                """));
    arn = (String) ((Map<?, ?>) made.get("TableDescription")).get("LatestStreamArn");
  }

  @AfterEach
  void end() {
    client.close();
    server.close();
  }

  @Test
  void theClockIsSetAndJumpsAndIsSpedUp() throws Exception {
    control("POST", "clock", "{\"set\":\"2030-01-01T00:00:00Z\",\"jump\":\"PT1H\",\"speed\":100}");

    Instant now = server.clock().now();
    assertThat(now).isBetween("2030-01-01T01:00:00Z", "2030-01-01T02:00:00Z");
    assertThat(server.clock().speed()).isEqualTo(100);
    assertThat(call("ListTables", "{}").headers().firstValue("Date").orElseThrow())
        .contains("01 Jan 2030");
    assertThat(control("POST", "clock", "{\"speed\":0}").statusCode()).isEqualTo(400);
  }

  @Test
  void aTableStaysUsableWhenTheClockIsSetBack() throws Exception {
    control("POST", "clock", "{\"jump\":\"-PT1H\"}");

    assertThat(describeTable()).contains("TableStatus=ACTIVE");
    assertThat(put("a").statusCode()).isEqualTo(200);
  }

  @Test
  void shardsAreSplitMergedAndRolledOver() throws Exception {
    List<String> first = server.control().streams().openShards("orders");
    List<?> split =
        shards("streams/split", "{\"table\":\"orders\",\"shard\":\"" + first.get(0) + "\"}");
    assertThat(split).hasSize(2);
    assertThat(server.control().streams().openShards(arn)).hasSize(5);

    List<?> merged =
        shards(
            "streams/merge",
            "{\"table\":\"orders\",\"first\":\""
                + split.get(0)
                + "\",\"second\":\""
                + split.get(1)
                + "\"}");
    assertThat(merged).hasSize(1);
    assertThat(shards("streams/roll-over", "{\"stream\":\"" + arn + "\"}")).hasSize(4);
    assertThat(shards("streams/split", "{\"table\":\"orders\"}")).hasSize(8);
    HttpResponse<byte[]> wrong =
        control("POST", "streams/split", "{\"table\":\"orders\",\"shard\":\"none\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(new String(wrong.body(), StandardCharsets.UTF_8)).contains("no open shard none");
  }

  @Test
  void settingsOfStreamsChangeOneByOne() throws Exception {
    Map<String, Object> settings =
        json(control("POST", "streams/settings", "{\"rollOver\":\"PT1M\",\"emptyPages\":2}"));

    assertThat(settings).containsEntry("rollOver", "PT1M").containsEntry("emptyPages", 2);
    assertThat(settings).containsEntry("retention", "PT24H").containsEntry("shards", 4);
    server.clock().jump(Duration.ofMinutes(1));
    assertThat(json(call("DescribeStream", "{\"StreamArn\":\"" + arn + "\"}")).toString())
        .contains("ParentShardId");
  }

  @Test
  void aTableAndAStreamAreHeldInAStatus() throws Exception {
    control("POST", "tables/status", "{\"table\":\"orders\",\"status\":\"ARCHIVED\"}");
    control("POST", "streams/status", "{\"table\":\"orders\",\"status\":\"ENABLING\"}");
    control("POST", "tables/warm-throughput", "{\"table\":\"orders\",\"reads\":77,\"writes\":7}");

    assertThat(describeTable()).contains("TableStatus=ARCHIVED").contains("=77");
    assertThat(json(call("DescribeStream", "{\"StreamArn\":\"" + arn + "\"}")).toString())
        .contains("StreamStatus=ENABLING");
    control("POST", "tables/status", "{\"table\":\"orders\"}");
    assertThat(describeTable()).contains("TableStatus=ACTIVE");
  }

  @Test
  void anOperationFailsAsOftenAsItIsToldTo() throws Exception {
    control(
        "POST",
        "rules",
        """
        {"rule":"fail","operation":"PutItem","times":2,"code":"InternalServerError","status":500}
        """);

    assertThat(put("a").statusCode()).isEqualTo(500);
    assertThat(call("ListTables", "{}").statusCode()).isEqualTo(200);
    assertThat(put("a").statusCode()).isEqualTo(500);
    assertThat(put("a").statusCode()).isEqualTo(200);
  }

  @Test
  void aPartitionKeyIsThrottledAlsoInsideABatch() {
    throttleTheHotPartition();

    assertThatThrownBy(() -> sdkPut("hot"))
        .isInstanceOf(ProvisionedThroughputExceededException.class)
        .satisfies(
            failure ->
                assertThat(
                        ((ProvisionedThroughputExceededException) failure)
                            .throttlingReasons()
                            .get(0)
                            .reason())
                    .isEqualTo("TableWriteKeyRangeThroughputExceeded"));
    sdkPut("cold");
    BatchWriteItemResponse batch =
        client.batchWriteItem(
            it -> it.requestItems(Map.of("orders", List.of(write("hot"), write("warm")))));
    assertThat(batch.unprocessedItems().get("orders")).hasSize(1);
  }

  @Test
  void aScanIsThrottledWhereItsPageBeginsInTheThrottledPartition() {
    sdkPut("hot");
    sdkPut("cold");
    throttleTheHotPartition();

    int throttled = 0;
    Map<String, AttributeValue> start = null;
    for (int page = 0; page < 2; page++) {
      Map<String, AttributeValue> from = start;
      try {
        start =
            client
                .scan(it -> it.tableName("orders").limit(1).exclusiveStartKey(from))
                .lastEvaluatedKey();
      } catch (ProvisionedThroughputExceededException refused) {
        throttled++;
        start = Map.of("id", AttributeValue.fromS("hot"));
      }
    }
    assertThat(throttled).isEqualTo(1);
  }

  @Test
  void anOperationIsThrottledAtARate() throws Exception {
    control(
        "POST",
        "rules",
        """
        {"rule":"throttle","operation":"GetRecords","perSecond":3,
         "error":"REQUEST_LIMIT_EXCEEDED"}
        """);
    int throttled = 0;
    for (int i = 0; i < 50; i++) {
      HttpResponse<byte[]> reply = call("GetRecords", "{\"ShardIterator\":\"x\"}");
      throttled += text(reply).contains("RequestLimitExceeded") ? 1 : 0;
    }
    assertThat(throttled).isBetween(20, 47);
    server.clock().jump(Duration.ofSeconds(2));
    assertThat(text(call("GetRecords", "{\"ShardIterator\":\"x\"}"))).contains("Validation");
  }

  @Test
  void anActionIsDenied() {
    server.control().rules().add(new Rule.Deny(Scope.ALL.operation("PutItem")));

    assertThatThrownBy(() -> sdkPut("a"))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("dynamodb:PutItem on resource: arn:aws:dynamodb:")
        .extracting(failure -> ((DynamoDbException) failure).awsErrorDetails().errorCode())
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void anAnswerIsDelayedCutTruncatedAndCorrupted() throws Exception {
    long start = System.nanoTime();
    long delay =
        server
            .control()
            .rules()
            .add(new Rule.Delay(Scope.ALL, Dose.times(1), Duration.ofMillis(300)));
    call("ListTables", "{}");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
    assertThat(server.control().rules().remove(delay)).isTrue();

    for (int bytes : new int[] {0, 5}) {
      server
          .control()
          .rules()
          .add(new Rule.Cut(Scope.ALL.operation("ListTables"), Dose.times(1), bytes));
      assertThatThrownBy(() -> call("ListTables", "{}")).isInstanceOf(IOException.class);
    }
    server.control().rules().clear();
    server.control().rules().add(new Rule.Truncate(Scope.ALL, Dose.times(1), 5));
    HttpResponse<byte[]> truncated = call("ListTables", "{}");
    assertThat(truncated.body()).hasSize(5);
    assertThat(hasRightChecksum(truncated)).isFalse();
    server.control().rules().add(new Rule.Corrupt(Scope.ALL, Dose.times(1)));
    HttpResponse<byte[]> corrupt = call("ListTables", "{}");
    HttpResponse<byte[]> right = call("ListTables", "{}");
    assertThat(corrupt.body()).hasSameSizeAs(right.body()).isNotEqualTo(right.body());
    assertThat(hasRightChecksum(corrupt)).isFalse();
    assertThat(hasRightChecksum(right)).isTrue();
  }

  @Test
  void aListingIsAnsweredAsTheFirstTime() throws Exception {
    String request = "{\"StreamArn\":\"" + arn + "\"}";
    long id = server.control().rules().add(new Rule.Repeat(Scope.ALL.operation("DescribeStream")));
    byte[] first = call("DescribeStream", request).body();
    server.control().streams().split("orders");

    assertThat(call("DescribeStream", request).body()).isEqualTo(first);
    assertThat(control("DELETE", "rules/" + id, "").statusCode()).isEqualTo(200);
    assertThat(call("DescribeStream", request).body()).isNotEqualTo(first);
    assertThat(control("DELETE", "rules/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void theDateOfAnswersIsSkewed() throws Exception {
    server.clock().set(Instant.parse("2030-01-01T12:00:00Z"));
    control("POST", "date", "{\"skew\":\"-P2D\"}");

    assertThat(call("ListTables", "{}").headers().firstValue("Date").orElseThrow())
        .startsWith("Sun, 30 Dec 2029 12:00:0");
  }

  @Test
  void callsAreRecordedOnDemand() throws Exception {
    put("a");
    control("POST", "calls", "{}");
    put("b");
    control("POST", "calls", "{\"record\":false}");
    put("c");

    Map<String, Object> calls = json(control("GET", "calls", ""));
    assertThat((List<?>) calls.get("calls")).hasSize(1);
    assertThat(calls.toString()).contains("PutItem").contains("orders").contains("status=200");
    control("DELETE", "calls", "");
    assertThat(server.control().calls().all()).isEmpty();
  }

  @Test
  void iteratorsAreExpired() throws Exception {
    String shard = server.control().streams().openShards("orders").get(0);
    Map<String, Object> answer =
        json(
            call(
                "GetShardIterator",
                "{\"StreamArn\":\""
                    + arn
                    + "\",\"ShardId\":\""
                    + shard
                    + "\",\"ShardIteratorType\":\"LATEST\"}"));
    String read = "{\"ShardIterator\":\"" + answer.get("ShardIterator") + "\"}";
    assertThat(call("GetRecords", read).statusCode()).isEqualTo(200);

    control("POST", "streams/expire-iterators", "{}");

    assertThat(text(call("GetRecords", read))).contains("ExpiredIteratorException");
  }

  @Test
  void whatIsUnknownIsToldSo() throws Exception {
    assertThat(control("POST", "nothing", "{}").statusCode()).isEqualTo(404);
    assertThat(control("POST", "rules", "{\"rule\":\"break\"}").statusCode()).isEqualTo(400);
    assertThat(control("POST", "rules", "no json").statusCode()).isEqualTo(400);
    assertThat(control("POST", "tables/status", "{\"table\":\"x\"}").statusCode()).isEqualTo(400);
  }

  private HttpResponse<byte[]> put(String id) throws Exception {
    return call("PutItem", "{\"TableName\":\"orders\",\"Item\":{\"id\":{\"S\":\"" + id + "\"}}}");
  }

  private void sdkPut(String id) {
    client.putItem(it -> it.tableName("orders").item(Map.of("id", AttributeValue.fromS(id))));
  }

  private static WriteRequest write(String id) {
    return WriteRequest.builder()
        .putRequest(it -> it.item(Map.of("id", AttributeValue.fromS(id))))
        .build();
  }

  private String describeTable() throws Exception {
    return json(call("DescribeTable", "{\"TableName\":\"orders\"}")).toString();
  }

  private List<?> shards(String what, String body) throws Exception {
    return (List<?>) json(control("POST", what, body)).get("shards");
  }

  private HttpResponse<byte[]> control(String method, String what, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.endpoint().resolve("/control/" + what))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> call(String operation, String body) throws Exception {
    boolean streams = operation.matches("DescribeStream|GetShardIterator|GetRecords");
    return http.send(
        HttpRequest.newBuilder(server.endpoint())
            .header(
                "X-Amz-Target",
                (streams ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.") + operation)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static boolean hasRightChecksum(HttpResponse<byte[]> reply) {
    CRC32 checksum = new CRC32();
    checksum.update(reply.body());
    return reply
        .headers()
        .firstValue("x-amz-crc32")
        .orElseThrow()
        .equals(Long.toString(checksum.getValue()));
  }

  private static Map<String, Object> json(HttpResponse<byte[]> reply) throws IOException {
    assertThat(reply.statusCode()).as(text(reply)).isEqualTo(200);
    return JsonTree.object(reply.body());
  }

  private static String text(HttpResponse<byte[]> reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private void throttleTheHotPartition() {
    Rule hot =
        new Rule.Throttle(
            Scope.ALL.table("orders"),
            Optional.of(Map.of("S", "hot")),
            new Allowance(0),
            Throttling.PROVISIONED_THROUGHPUT_EXCEEDED,
            Optional.empty());
    server.control().rules().add(hot);
  }
}
