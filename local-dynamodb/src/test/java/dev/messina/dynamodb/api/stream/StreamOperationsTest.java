package dev.messina.dynamodb.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.LocalDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardFilterType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class StreamOperationsTest {

  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "body"));

  private final LocalDynamoDb server = LocalDynamoDb.start();
  private final DynamoDbClient tables =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_WEST_1)
          .credentialsProvider(ANYBODY)
          .build();
  private final DynamoDbStreamsClient streams =
      DynamoDbStreamsClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_WEST_1)
          .credentialsProvider(ANYBODY)
          .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .build();
  private String arn;

  @BeforeEach
  void table() {
    arn = table("orders");
  }

  @AfterEach
  void end() {
    tables.close();
    streams.close();
    server.close();
  }

  @Test
  void aRecordIsAsAwsTellsIt() {
    put("a", "1");
    Instant before = server.clock().now();

    Record record = read(ShardIteratorType.TRIM_HORIZON).get(0);

    assertThat(record.eventID()).matches("[0-9a-f]{32}");
    assertThat(record.eventNameAsString()).isEqualTo("INSERT");
    assertThat(record.eventVersion()).isEqualTo("1.1");
    assertThat(record.eventSource()).isEqualTo("aws:dynamodb");
    assertThat(record.awsRegion()).isEqualTo("eu-west-1");
    assertThat(record.userIdentity()).isNull();
    assertThat(record.dynamodb().keys()).isEqualTo(Map.of("id", AttributeValue.fromS("a")));
    assertThat(record.dynamodb().newImage())
        .isEqualTo(Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1")));
    assertThat(record.dynamodb().hasOldImage()).isFalse();
    assertThat(record.dynamodb().sizeBytes()).isEqualTo(3 + 3 + 3);
    assertThat(record.dynamodb().streamViewType()).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
    assertThat(record.dynamodb().approximateCreationDateTime())
        .isEqualTo(record.dynamodb().approximateCreationDateTime().truncatedTo(ChronoUnit.SECONDS))
        .isBetween(before.minusSeconds(60), before);
  }

  @Test
  void aWriteThatChangesNothingLeavesNoRecord() {
    put("a", "1");
    put("a", "1.0");
    tables.deleteItem(it -> it.tableName("orders").key(Map.of("id", AttributeValue.fromS("b"))));

    assertThat(read(ShardIteratorType.TRIM_HORIZON)).hasSize(1);
  }

  @Test
  void anExpiredItemIsDeletedByTheService() {
    tables.updateTimeToLive(
        it ->
            it.tableName("orders")
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName("until")));
    Instant until = server.clock().now().plusSeconds(60);
    tables.putItem(
        it ->
            it.tableName("orders")
                .item(
                    Map.of(
                        "id", AttributeValue.fromS("a"),
                        "until", AttributeValue.fromN("" + until.getEpochSecond()))));
    server.clock().jump(Duration.ofHours(2));

    Record record = read(ShardIteratorType.TRIM_HORIZON).get(1);

    assertThat(record.eventNameAsString()).isEqualTo("REMOVE");
    assertThat(record.userIdentity().type()).isEqualTo("Service");
    assertThat(record.userIdentity().principalId()).isEqualTo("dynamodb.amazonaws.com");
  }

  @Test
  void theFourTypesOfIteratorsBeginWhereTheySay() {
    for (int i = 0; i < 3; i++) {
      put("a", "" + i);
    }
    String shard = shardOf("a");
    List<String> numbers =
        read(shard, it -> it.shardIteratorType(ShardIteratorType.TRIM_HORIZON)).stream()
            .map(record -> record.dynamodb().sequenceNumber())
            .toList();

    assertThat(numbers).hasSize(3);
    assertThat(numbersFrom(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, numbers.get(1)))
        .isEqualTo(numbers.subList(1, 3));
    assertThat(numbersFrom(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, numbers.get(1)))
        .isEqualTo(numbers.subList(2, 3));
    assertThat(numbersFrom(shard, ShardIteratorType.LATEST, null)).isEmpty();
    assertThat(
            numbersFrom(
                shard,
                ShardIteratorType.AT_SEQUENCE_NUMBER,
                shard(shard).sequenceNumberRange().startingSequenceNumber()))
        .isEqualTo(numbers);
  }

  @Test
  void wrongRequestsAreRefused() {
    String shard = describe().shards().get(0).shardId();
    assertRefused(() -> streams.describeStream(it -> it.streamArn("x".repeat(40))), "StreamArn");
    assertRefused(() -> streams.describeStream(it -> it.streamArn(arn).limit(101)), "'limit'");
    assertRefused(
        () ->
            streams.describeStream(
                it -> it.streamArn(arn).shardFilter(f -> f.type("CHILD_SHARDS").shardId("x"))),
        "shardFilter.shardId");
    assertRefused(
        () -> streams.describeStream(it -> it.streamArn(arn).shardFilter(f -> f.shardId(shard))),
        "shardFilter.type");
    assertRefused(() -> streams.listStreams(it -> it.limit(0)), "'limit'");
    assertRefused(() -> iterator(shard, it -> it.shardIteratorType("FIRST")), "enum");
    assertRefused(
        () -> iterator(shard, it -> it.shardIteratorType("AT_SEQUENCE_NUMBER")), "SequenceNumber");
    assertRefused(
        () -> iterator(shard, it -> it.shardIteratorType("LATEST").sequenceNumber("1".repeat(21))),
        "SequenceNumber");
    assertRefused(() -> streams.getRecords(it -> it.shardIterator("abc|1|AAAA")), "ShardIterator");
    String fresh = iterator(shard, it -> it.shardIteratorType("LATEST"));
    assertRefused(() -> streams.getRecords(it -> it.shardIterator(fresh).limit(1001)), "'limit'");
    assertThatThrownBy(
            () ->
                iterator(
                    "shardId-00000001414576573621-f55eea83", it -> it.shardIteratorType("LATEST")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> streams.describeStream(it -> it.streamArn(arn + "1")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void anIteratorExpiresAfterAQuarterOfAnHour() {
    String shard = describe().shards().get(0).shardId();
    String iterator = iterator(shard, it -> it.shardIteratorType("TRIM_HORIZON"));

    server.clock().jump(Duration.ofMinutes(14));
    String next = streams.getRecords(it -> it.shardIterator(iterator)).nextShardIterator();
    server.clock().jump(Duration.ofMinutes(2));

    assertThatThrownBy(() -> streams.getRecords(it -> it.shardIterator(iterator)))
        .isInstanceOf(ExpiredIteratorException.class);
    assertThat(streams.getRecords(it -> it.shardIterator(next)).records()).isEmpty();
  }

  @Test
  void describeStreamTakesTenCallsASecond() {
    // The clock is so fast that the calls before this test do not count.
    server.clock().jump(Duration.ofSeconds(2));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 500; i++) {
                describe();
              }
            })
        .isInstanceOf(LimitExceededException.class);
    server.clock().jump(Duration.ofSeconds(2));
    assertThat(describe().shards()).hasSize(4);
  }

  @Test
  void shardsAreListedInPagesAndByTheirParent() {
    server.clock().jump(Duration.ofHours(4).plusSeconds(1));
    List<Shard> all = describe().shards();
    assertThat(all).hasSize(8);

    List<Shard> paged = new ArrayList<>();
    String last = null;
    do {
      String start = last;
      server.clock().jump(Duration.ofSeconds(1));
      StreamDescription page =
          streams
              .describeStream(it -> it.streamArn(arn).limit(3).exclusiveStartShardId(start))
              .streamDescription();
      assertThat(page.shards()).hasSizeBetween(1, 3);
      paged.addAll(page.shards());
      last = page.lastEvaluatedShardId();
    } while (last != null);
    assertThat(paged).isEqualTo(all);

    Shard child = all.stream().filter(each -> each.parentShardId() != null).findFirst().get();
    StreamDescription children =
        streams
            .describeStream(
                it ->
                    it.streamArn(arn)
                        .shardFilter(
                            filter ->
                                filter
                                    .type(ShardFilterType.CHILD_SHARDS)
                                    .shardId(child.parentShardId())))
            .streamDescription();
    assertThat(children.shards()).containsExactly(child);
  }

  @Test
  void streamsAreListedInPages() {
    table("orders2");
    table("orders3");
    Set<String> arns = new HashSet<>();
    String last = null;
    do {
      String start = last;
      ListStreamsResponse page =
          streams.listStreams(it -> it.limit(2).exclusiveStartStreamArn(start));
      page.streams().forEach(stream -> assertThat(arns.add(stream.streamArn())).isTrue());
      last = page.lastEvaluatedStreamArn();
    } while (last != null);

    assertThat(arns).hasSize(3).contains(arn);
    assertThat(streams.listStreams(it -> it.tableName("orders2")).streams()).hasSize(1);
  }

  @Test
  void aTableThatIsDeletedLeavesItsStreamForADay() {
    put("a", "1");
    tables.deleteTable(it -> it.tableName("orders"));
    server.clock().jump(Duration.ofSeconds(1));

    assertThat(describe().streamStatus()).isEqualTo(StreamStatus.DISABLED);
    assertThat(read(ShardIteratorType.TRIM_HORIZON)).hasSize(1);
    server.clock().jump(Duration.ofHours(24));
    assertThatThrownBy(this::describe).isInstanceOf(ResourceNotFoundException.class);
  }

  private String table(String name) {
    tables.createTable(
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode("PAY_PER_REQUEST")
            .keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
            .attributeDefinitions(
                AttributeDefinition.builder()
                    .attributeName("id")
                    .attributeType(ScalarAttributeType.S)
                    .build())
            .streamSpecification(
                it -> it.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
            .build());
    return tables.describeTable(it -> it.tableName(name)).table().latestStreamArn();
  }

  private void put(String id, String number) {
    tables.putItem(
        it ->
            it.tableName("orders")
                .item(Map.of("id", AttributeValue.fromS(id), "n", AttributeValue.fromN(number))));
  }

  private StreamDescription describe() {
    return streams.describeStream(it -> it.streamArn(arn)).streamDescription();
  }

  private Shard shard(String id) {
    return describe().shards().stream()
        .filter(shard -> shard.shardId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private String shardOf(String id) {
    for (Shard shard : describe().shards()) {
      boolean holds =
          read(shard.shardId(), it -> it.shardIteratorType(ShardIteratorType.TRIM_HORIZON)).stream()
              .anyMatch(record -> record.dynamodb().keys().get("id").s().equals(id));
      if (holds) {
        return shard.shardId();
      }
    }
    throw new IllegalStateException("No shard holds a record of it");
  }

  private List<Record> read(ShardIteratorType type) {
    List<Record> records = new ArrayList<>();
    describe()
        .shards()
        .forEach(shard -> records.addAll(read(shard.shardId(), it -> it.shardIteratorType(type))));
    return records;
  }

  private List<String> numbersFrom(String shard, ShardIteratorType type, String sequence) {
    return read(shard, it -> it.shardIteratorType(type).sequenceNumber(sequence)).stream()
        .map(record -> record.dynamodb().sequenceNumber())
        .toList();
  }

  private List<Record> read(String shard, Consumer<GetShardIteratorRequest.Builder> start) {
    List<Record> records = new ArrayList<>();
    String next = iterator(shard, start);
    while (next != null) {
      String iterator = next;
      GetRecordsResponse page = streams.getRecords(it -> it.shardIterator(iterator));
      records.addAll(page.records());
      next = page.records().isEmpty() ? null : page.nextShardIterator();
    }
    return records;
  }

  private String iterator(String shard, Consumer<GetShardIteratorRequest.Builder> start) {
    return streams
        .getShardIterator(it -> start.accept(it.streamArn(arn).shardId(shard)))
        .shardIterator();
  }

  private static void assertRefused(Runnable call, String part) {
    assertThatThrownBy(call::run)
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining(part)
        .extracting(failure -> ((DynamoDbException) failure).awsErrorDetails().errorCode())
        .isEqualTo("ValidationException");
  }
}
