package dev.messina.bench.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the canned DynamoDB answers. The name of a table says what it is like:
 *
 * <ul>
 *   <li>{@code scan-…}: a scan never ends; one shard, without changes;
 *   <li>{@code stream-N-…}: no items; N shards, each with a backlog that never ends;
 *   <li>{@code idle-N-…}: no items; N shards without changes.
 * </ul>
 */
final class CannedAnswers {

  private static final String LABEL = "2026-01-01T00:00:00.000";
  private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/";
  private static final Pattern TABLE_OF_ARN = Pattern.compile("table/([^/]+)/stream");
  private static final Pattern ITERATOR = Pattern.compile("([^|]+)\\|([0-9]+)\\|([0-9]+)");

  /** As long as the connector's overlap with the snapshot, less a minute. */
  private static final long BACKLOG_MILLIS = 14 * 60 * 1000;

  private static final int SHARDS_IN_LISTING_PAGE = 100;
  private static final int SCAN_PAGES = 8;
  private static final int ITEMS_IN_PAGE = 1000;
  private static final Body NOTHING = Body.of("{\"Count\":0,\"ScannedCount\":0,\"Items\":[]}");

  private final List<Body> scanPages = new ArrayList<>();
  private final CannedStream stream = new CannedStream(99);
  private final AtomicLong calls = new AtomicLong();

  CannedAnswers() {
    for (int i = 0; i < SCAN_PAGES; i++) {
      scanPages.add(scanPage(i));
    }
  }

  /**
   * The answer to a call.
   *
   * @param operation its name, as in {@code Scan}
   * @param request its body
   */
  Body answer(String operation, String request) {
    long call = calls.incrementAndGet();
    return switch (operation) {
      case "Scan" ->
          field(request, "TableName").startsWith("scan")
              ? scanPages.get((int) (call % SCAN_PAGES))
              : NOTHING;
      case "GetRecords" -> records(field(request, "ShardIterator"));
      case "GetShardIterator" -> iterator(request);
      case "DescribeTable" -> Body.of(table(field(request, "TableName")));
      case "DescribeStream" -> Body.of(shards(request));
      case "ListTables" -> Body.of("{\"TableNames\":[]}");
      case "ListTagsOfResource" -> Body.of("{\"Tags\":[]}");
      default -> throw new IllegalArgumentException("No canned answer to " + operation);
    };
  }

  /** The stream of a table of this server. */
  static String streamArn(String table) {
    return ARN + table + "/stream/" + LABEL;
  }

  /** How many calls were answered. */
  long calls() {
    return calls.get();
  }

  private static Body scanPage(int number) {
    SampleTable table = new SampleTable(number);
    StringBuilder page = new StringBuilder();
    page.append(
        "{\"Count\":1000,\"ScannedCount\":1000,\"ConsumedCapacity\":{\"TableName\":\"t\","
            + "\"CapacityUnits\":45.0},\"Items\":[");
    String key = null;
    for (int i = 0; i < ITEMS_IN_PAGE; i++) {
      key = table.key();
      page.append(i == 0 ? "" : ",").append(table.item(key));
    }
    return Body.of(page.append("],\"LastEvaluatedKey\":").append(key).append('}').toString());
  }

  private Body records(String iterator) {
    Matcher parts = ITERATOR.matcher(iterator);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not an iterator of this server: " + iterator);
    }
    String table = parts.group(1);
    if (!table.startsWith("stream")) {
      return Body.of("{\"Records\":[],\"NextShardIterator\":\"" + iterator + "\"}");
    }
    long page = Long.parseLong(parts.group(2));
    long begin = Long.parseLong(parts.group(3));
    return stream.page(page, begin, table + "|" + (page + 1) + "|" + begin);
  }

  private static Body iterator(String request) {
    return Body.of(
        "{\"ShardIterator\":\"%s|0|%d\"}"
            .formatted(tableOfStream(request), System.currentTimeMillis() - BACKLOG_MILLIS));
  }

  private static String table(String name) {
    return ("{\"Table\":{\"TableName\":\"%1$s\",\"TableId\":\"id-%1$s\",\"TableStatus\":\"ACTIVE\","
            + "\"TableArn\":\"%2$s%1$s\",\"ItemCount\":1000000,\"TableSizeBytes\":360000000,"
            + "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":0,\"WriteCapacityUnits\":0},"
            + "\"BillingModeSummary\":{\"BillingMode\":\"PAY_PER_REQUEST\"},"
            + "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"},"
            + "{\"AttributeName\":\"sk\",\"AttributeType\":\"N\"}],"
            + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},"
            + "{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}],"
            + "\"StreamSpecification\":{\"StreamEnabled\":true,"
            + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},"
            + "\"LatestStreamArn\":\"%2$s%1$s/stream/%3$s\",\"LatestStreamLabel\":\"%3$s\"}}")
        .formatted(name, ARN, LABEL);
  }

  private static String shards(String request) {
    String table = tableOfStream(request);
    String after = request.contains("ExclusiveStartShardId") ? lastListed(request) : "";
    int first = after.isEmpty() ? 0 : Integer.parseInt(after.substring(after.length() - 8)) + 1;
    int count = shardCount(table);
    int end = Math.min(count, first + SHARDS_IN_LISTING_PAGE);
    StringBuilder shards = new StringBuilder();
    for (int shard = first; shard < end; shard++) {
      shards
          .append(shard == first ? "" : ",")
          .append("{\"ShardId\":\"shardId-00000001767225600000-%08d\",".formatted(shard))
          .append(
              "\"SequenceNumberRange\":{\"StartingSequenceNumber\":\"100000000000000000000\"}}");
    }
    String last =
        end < count
            ? ",\"LastEvaluatedShardId\":\"shardId-00000001767225600000-%08d\"".formatted(end - 1)
            : "";
    return ("{\"StreamDescription\":{\"StreamArn\":\"%1$s%2$s/stream/%3$s\",\"TableName\":\"%2$s\","
            + "\"StreamLabel\":\"%3$s\",\"StreamStatus\":\"ENABLED\","
            + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\","
            + "\"CreationRequestDateTime\":1767225600.000,"
            + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},"
            + "{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}],\"Shards\":[%4$s]%5$s}}")
        .formatted(ARN, table, LABEL, shards, last);
  }

  private static String lastListed(String request) {
    return field(request, "ExclusiveStartShardId");
  }

  private static int shardCount(String table) {
    return table.startsWith("scan")
        ? 1
        : Integer.parseInt(table.substring(table.indexOf('-') + 1, table.lastIndexOf('-')));
  }

  private static String tableOfStream(String request) {
    Matcher arn = TABLE_OF_ARN.matcher(field(request, "StreamArn"));
    if (!arn.find()) {
      throw new IllegalArgumentException("Not a stream of this server: " + request);
    }
    return arn.group(1);
  }

  private static String field(String request, String name) {
    String begin = "\"" + name + "\":\"";
    int from = request.indexOf(begin);
    if (from < 0) {
      throw new IllegalArgumentException("The request has no " + name + ": " + request);
    }
    int value = from + begin.length();
    return request.substring(value, request.indexOf('"', value));
  }
}
