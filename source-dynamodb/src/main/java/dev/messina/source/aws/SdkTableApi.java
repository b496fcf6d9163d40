package dev.messina.source.aws;

import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.aws.TableDescription.TableSize;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/** {@link TableApi} on the AWS SDK. */
final class SdkTableApi implements TableApi {

  private final DynamoDbClient client;
  private final ServerClock clock;

  SdkTableApi(DynamoDbClient client, ServerClock clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public TableDescription describe(String table) {
    DescribeTableResponse response = client.describeTable(request -> request.tableName(table));
    software.amazon.awssdk.services.dynamodb.model.TableDescription found = response.table();
    Optional<StreamSpecification> stream = Optional.ofNullable(found.streamSpecification());
    return new TableDescription(
        found.tableName(),
        found.tableId() == null ? "" : found.tableId(),
        key(found),
        stream.map(StreamSpecification::streamEnabled).orElse(false),
        found.latestStreamArn(),
        found.latestStreamLabel(),
        stream.map(StreamSpecification::streamViewType).orElse(null),
        earliestNow(response),
        size(found));
  }

  @Override
  public List<String> tableNames() {
    return client.listTablesPaginator().tableNames().stream().toList();
  }

  @Override
  public Map<String, String> tags(String table) {
    String arn = client.describeTable(request -> request.tableName(table)).table().tableArn();
    Map<String, String> tags = new HashMap<>();
    String next = null;
    do {
      String from = next;
      ListTagsOfResourceResponse page =
          client.listTagsOfResource(request -> request.resourceArn(arn).nextToken(from));
      page.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
      next = page.nextToken();
    } while (next != null && !next.isEmpty());
    return tags;
  }

  @Override
  public Optional<Map<String, AttributeValue>> item(String table, Map<String, AttributeValue> key) {
    GetItemResponse response =
        client.getItem(request -> request.tableName(table).key(key).consistentRead(true));
    return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
  }

  @Override
  public ScanPage scan(ScanCall call) {
    ScanRequest.Builder request =
        ScanRequest.builder()
            .tableName(call.table())
            .segment(call.segment())
            .totalSegments(call.totalSegments())
            .limit(call.limit())
            .consistentRead(call.consistent())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    TakenPage page = new TakenPage(call.keyNames());
    request.overrideConfiguration(
        override -> override.putExecutionAttribute(TakenPage.ATTRIBUTE, page));
    if (!call.startKey().isEmpty()) {
      request.exclusiveStartKey(call.startKey());
    }
    long begun = System.nanoTime();
    ScanResponse response = client.scan(request.build());
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    return new ScanPage(
        page.items(response.items()),
        response.lastEvaluatedKey(),
        readUnits(response.consumedCapacity()),
        elapsed);
  }

  private static OptionalDouble readUnits(ConsumedCapacity consumed) {
    return consumed == null || consumed.capacityUnits() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(consumed.capacityUnits());
  }

  private static TableSize size(
      software.amazon.awssdk.services.dynamodb.model.TableDescription table) {
    Long readUnits =
        table.provisionedThroughput() == null
            ? null
            : table.provisionedThroughput().readCapacityUnits();
    return new TableSize(
        zeroIfNull(table.itemCount()), zeroIfNull(table.tableSizeBytes()), zeroIfNull(readUnits));
  }

  private static long zeroIfNull(Long number) {
    return number == null ? 0 : number;
  }

  private static List<KeyAttribute> key(
      software.amazon.awssdk.services.dynamodb.model.TableDescription table) {
    Map<String, ScalarAttributeType> types =
        table.attributeDefinitions().stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName, AttributeDefinition::attributeType));
    return table.keySchema().stream()
        .sorted(Comparator.comparing((KeySchemaElement part) -> part.keyType() != KeyType.HASH))
        .map(part -> new KeyAttribute(part.attributeName(), types.get(part.attributeName())))
        .toList();
  }

  private Instant earliestNow(DescribeTableResponse response) {
    return response
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .map(SdkTableApi::instantOrNull)
        .map(clock::earliest)
        .orElse(null);
  }

  /** A date that cannot be read is as good as none: the caller then goes by other clocks. */
  private static Instant instantOrNull(String date) {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
