package dev.messina.source.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.messina.record.json.ItemText;
import dev.messina.source.change.Item;
import dev.messina.source.change.ItemJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Pages that were taken out, against what the SDK itself reads from the same answers. */
class TakenPageTest {

  private static final String ITEM =
      """
      {"pk":{"S":"a\\"\\\\\\u0001\\u00e4\\ud83d\\ude00/"},"sk":{"N":"-1.50E+3"},"b":{"B":"AAH/"},
       "t":{"BOOL":true},"f":{"BOOL":false},"n":{"NULL":true},"ss":{"SS":["x","y"]},
       "ns":{"NS":["1","2"]},"bs":{"BS":["AA==","Ag=="]},"l":{"L":[{"S":""},{"L":[]},{"M":{}}]},
       "m":{"M":{"deep":{"M":{"er":{"N":"1"}}},"":{"S":"empty name"}}}}""";

  private static final String SCAN =
      "{\"Count\":2,\"ScannedCount\":2,\"ConsumedCapacity\":{\"TableName\":\"t\","
          + "\"CapacityUnits\":1.5},\"Items\":["
          + ITEM
          + ",{}],\"LastEvaluatedKey\":{\"pk\":{\"S\":\"a\"}}}";

  private static final String RECORDS =
      """
      {"Records":[
       {"eventID":"e1","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb",
        "awsRegion":"eu-west-1","userIdentity":null,"unknown":{"x":[1]},
        "dynamodb":{"ApproximateCreationDateTime":1763710000.123,"Keys":{"pk":{"S":"a"}},
         "NewImage":%1$s,"OldImage":%1$s,"SequenceNumber":"100000000000000000001","SizeBytes":7,
         "StreamViewType":"NEW_AND_OLD_IMAGES"}},
       {"eventID":"e2","eventName":"REMOVE","dynamodb":{"ApproximateCreationDateTime":1763710000,
         "Keys":{"pk":{"S":"a"}},"SequenceNumber":"2"},
        "userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}},
       {"eventID":"e3","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1.7637E9,
         "Keys":{},"NewImage":{},"SequenceNumber":"3"}}],
       "NextShardIterator":"next"}"""
          .formatted(ITEM);

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final SdkHttpClient http = Apache5HttpClient.create();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  private record Answer(int status, String checksum, String body) {}

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.incrementAndGet();
          Answer answer = answers.size() == 1 ? answers.peek() : answers.remove();
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("x-amz-crc32", answer.checksum());
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    http.close();
  }

  @Test
  void itemsAreWhatTheSdkReadsAndTheRestOfTheAnswerIsThere() {
    answers.add(good(SCAN));
    TakenPage page = new TakenPage(List.of("pk", "sk"));

    ScanResponse whole = tables().scan(request -> request.tableName("t"));
    ScanResponse rest = scan(page);

    assertThat(rest.items()).isEmpty();
    assertThat(page.items(rest.items()))
        .extracting(Item::json)
        .containsExactlyElementsOf(whole.items().stream().map(ItemJson::write).toList())
        .hasSize(2);
    Map<String, AttributeValue> item = whole.items().get(0);
    assertThat(page.items(rest.items()))
        .extracting(Item::key)
        .containsExactly(Map.of("pk", item.get("pk"), "sk", item.get("sk")), Map.of());
    assertThat(rest.lastEvaluatedKey()).isEqualTo(whole.lastEvaluatedKey()).isNotEmpty();
    assertThat(rest.consumedCapacity()).isEqualTo(whole.consumedCapacity()).isNotNull();
  }

  @Test
  void streamRecordsAreWhatTheSdkReads() {
    answers.add(good(RECORDS));
    TakenPage page = new TakenPage(List.of("pk", "sk"));

    GetRecordsResponse whole = streams().getRecords(request -> request.shardIterator("i"));
    GetRecordsResponse rest =
        streams()
            .getRecords(
                request ->
                    request
                        .shardIterator("i")
                        .overrideConfiguration(
                            o -> o.putExecutionAttribute(TakenPage.ATTRIBUTE, page)));

    assertThat(page.records(rest.records()))
        .isEqualTo(whole.records().stream().map(StreamRecord::of).toList())
        .hasSize(3);
    assertThat(rest.nextShardIterator()).isEqualTo("next");
  }

  @Test
  void anAnswerWithAWrongChecksumIsAskedForAgain() {
    answers.add(new Answer(200, "1", SCAN));
    answers.add(good(SCAN));
    TakenPage page = new TakenPage(List.of("pk", "sk"));

    ScanResponse rest = scan(page);

    assertThat(page.items(rest.items())).hasSize(2);
  }

  @Test
  void anAnswerThatStaysDamagedIsAPassingFailure() {
    answers.add(new Answer(200, "1", SCAN));

    assertThatThrownBy(() -> scan(new TakenPage(List.of("pk", "sk"))))
        .satisfies(e -> assertThat(FailureKind.of(e)).isEqualTo(FailureKind.TRANSIENT));
  }

  @Test
  void anAnswerThatIsCutOffIsAPassingFailure() {
    answers.add(good(SCAN.substring(0, SCAN.length() / 2)));

    assertThatThrownBy(() -> scan(new TakenPage(List.of("pk", "sk"))))
        .satisfies(e -> assertThat(FailureKind.of(e)).isEqualTo(FailureKind.TRANSIENT));
  }

  @Test
  void attributesHaveNamesAsLongAsDynamoDbAllows() {
    String name = "n".repeat(65_535);
    String item =
        "{\"pk\":{\"S\":\"a\"},\"%1$s\":{\"M\":{\"%1$s\":{\"N\":\"1\"}}}}".formatted(name);
    answers.add(good("{\"Items\":[" + item + "]}"));
    TakenPage page = new TakenPage(List.of("pk"));
    scan(page);

    assertThat(page.items(List.of()))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.json()).contains("{\"M\":{\"" + name + "\":{\"N\":\"1\"}}}");
              assertThat(ItemText.without("_", found.json())).isEqualTo(found.json());
            });
  }

  @Test
  void aListedItemMayHaveSuchNamesToo() {
    String name = "n".repeat(65_535);
    answers.add(good("{\"Item\":{\"pk\":{\"S\":\"a\"},\"" + name + "\":{\"BOOL\":true}}}"));

    assertThat(
            new SdkTableApi(tables(), new ServerClock(Clock.systemUTC()))
                .item("t", Map.of("pk", AttributeValue.fromS("a"))))
        .hasValueSatisfying(item -> assertThat(item.get(name).bool()).isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Items':[{},{'a':{'X':'secret'}}]} | item 2 of the page: attribute 'a' has an unknown"
            + " type",
        "{'Items':[{'a':{'BOOL':'secret'}}]} | item 1 of the page",
        "{'Items':[{'a':{'B':'%%secret'}}]} | item 1 of the page: attribute 'a' of type B does"
            + " not hold",
        "{'Items':[{'a':secret}]} | is not JSON",
        "{'Records':[{'dynamodb':{'NewImage':{'a':{'X':1}}}}]} | record 1 of the page",
        "['secret'] | not in the form of its API"
      })
  void whatCanNeverBeReadStopsAndSaysWhere(String body, String problem) {
    answers.add(good(body.replace('\'', '"')));

    assertThatThrownBy(() -> scan(new TakenPage(List.of("pk"))))
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret")
        .satisfies(e -> assertThat(FailureKind.of(e)).isEqualTo(FailureKind.FATAL));
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatWasDamagedOnTheWayIsAskedForAgain() {
    answers.add(new Answer(200, "1", "{\"Items\":[{\"a\":{\"X\":1}}]}"));
    answers.add(good(SCAN));
    TakenPage page = new TakenPage(List.of("pk", "sk"));

    scan(page);

    assertThat(page.items(List.of())).hasSize(2);
  }

  @Test
  void errorsStayWithTheSdk() {
    String error =
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"}";
    answers.add(new Answer(400, Long.toString(crc32(error)), error));

    assertThatThrownBy(() -> scan(new TakenPage(List.of("pk", "sk"))))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
  }

  private ScanResponse scan(TakenPage page) {
    return tables()
        .scan(
            request ->
                request
                    .tableName("t")
                    .overrideConfiguration(
                        o -> o.putExecutionAttribute(TakenPage.ATTRIBUTE, page)));
  }

  private DynamoDbClient tables() {
    return configured(DynamoDbClient.builder().httpClient(http)).build();
  }

  private DynamoDbStreamsClient streams() {
    return configured(DynamoDbStreamsClient.builder().httpClient(http)).build();
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    return builder
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(new PageTaker())
                .retryStrategy(
                    StandardRetryStrategy.builder()
                        .useClientDefaults(false)
                        .retryOnException(e -> FailureKind.of(e) == FailureKind.TRANSIENT)
                        .maxAttempts(2)
                        .build())
                .build());
  }

  private static Answer good(String body) {
    return new Answer(200, Long.toString(crc32(body)), body);
  }

  private static long crc32(String body) {
    CRC32 crc32 = new CRC32();
    crc32.update(body.getBytes(StandardCharsets.UTF_8));
    return crc32.getValue();
  }
}
