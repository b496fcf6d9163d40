package dev.messina.source.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/** {@link TableApi} on the AWS SDK. */
final class SdkTableApi implements TableApi {

  private static final int TABLE_NAMES_MAX = 1000;

  private final DynamoDbClient client;

  SdkTableApi(DynamoDbClient client) {
    this.client = client;
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
        serverNow(response));
  }

  @Override
  public List<String> tableNames() {
    return client.listTablesPaginator().tableNames().stream().limit(TABLE_NAMES_MAX).toList();
  }

  @Override
  public ScanPage scan(ScanCall call) {
    ScanRequest.Builder request =
        ScanRequest.builder()
            .tableName(call.table())
            .segment(call.segment())
            .totalSegments(call.totalSegments())
            .limit(call.limit())
            .consistentRead(call.consistent());
    if (!call.startKey().isEmpty()) {
      request.exclusiveStartKey(call.startKey());
    }
    ScanResponse response = client.scan(request.build());
    return new ScanPage(response.items(), response.lastEvaluatedKey());
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

  private static Instant serverNow(DescribeTableResponse response) {
    return response
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .map(SdkTableApi::instantOrNull)
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
