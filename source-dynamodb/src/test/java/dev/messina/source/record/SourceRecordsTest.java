package dev.messina.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.record.GoldenRecords;
import dev.messina.source.aws.StreamRecord;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.change.Item;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class SourceRecordsTest {

  static final List<String> GOLDEN = GoldenRecords.NAMES;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long EPOCH = 1767225600000000L;
  private static final Instant HANDLED = Instant.parse("2026-01-01T00:00:05Z");
  private static final SourcePartition.Shard SHARD =
      new SourcePartition.Shard("orders", "2025", "shardId-1");

  @ParameterizedTest
  @FieldSource("GOLDEN")
  void writesTheGoldenRecord(String name) throws IOException {
    JsonNode golden = GoldenRecords.read(name);

    SourceRecord record = record(golden);

    assertThat(record.topic()).isEqualTo(golden.get("topic").asText());
    assertThat(json(record.keySchema(), record.key())).isEqualTo(golden.get("key"));
    assertThat(json(record.valueSchema(), record.value())).isEqualTo(golden.get("value"));
    assertThat(headers(record)).isEqualTo(golden.get("headers"));
    assertThat(record.keySchema().name()).isEqualTo("shop.orders.Key");
  }

  @Test
  void givesSnapshotRowsNoTimestampAndChangesTheirOwn() {
    SourceRecord row =
        records(false)
            .snapshot(
                Item.of(key()),
                new SourcePartition.Segment("orders", EPOCH, 0),
                1,
                SegmentOffset.START,
                SegmentOffset.START,
                HANDLED);

    assertThat(row.timestamp()).isNull();
    assertThat(change(records(false), OperationType.INSERT).get(0).timestamp())
        .isEqualTo(EPOCH / 1_000);
  }

  @Test
  void followsADeleteWithATombstoneThatAloneCarriesTheNewPosition() {
    List<SourceRecord> pair = change(records(true), OperationType.REMOVE);

    assertThat(pair).hasSize(2);
    assertThat(pair.get(0).sourceOffset().get("sequence")).isNull();
    assertThat(pair.get(1).sourceOffset().get("sequence")).isEqualTo("7");
    assertThat(pair.get(1).value()).isNull();
    assertThat(pair.get(1).key()).isEqualTo(pair.get(0).key());
    assertThat(pair.get(1).headers()).isEqualTo(pair.get(0).headers());
    assertThat(change(records(false), OperationType.REMOVE)).hasSize(1);
    assertThat(change(records(true), OperationType.MODIFY)).hasSize(1);
  }

  @Test
  void refusesAnItemWhoseKeyIsMissingOrOfAnotherType() {
    SourcePartition.Segment segment = new SourcePartition.Segment("orders", EPOCH, 3);

    assertThatThrownBy(
            () ->
                records(false)
                    .snapshot(
                        Item.of(Map.of()),
                        segment,
                        4,
                        SegmentOffset.START,
                        SegmentOffset.START,
                        HANDLED))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Table 'orders', segment 3: key attribute 'pk' is missing");
    assertThatThrownBy(
            () ->
                records(false)
                    .snapshot(
                        Item.of(Map.of("pk", AttributeValue.fromN("4711"))),
                        segment,
                        4,
                        SegmentOffset.START,
                        SegmentOffset.START,
                        HANDLED))
        .hasMessageContaining("is of type N where the table's key has type S")
        .hasMessageNotContaining("4711");
  }

  @Test
  void refusesAChangeWithoutItsNewImage() {
    Record noImage =
        Record.builder()
            .eventID("e")
            .eventName(OperationType.MODIFY)
            .dynamodb(content -> content.keys(key()).sequenceNumber("7"))
            .build();

    assertThatThrownBy(
            () -> records(false).change(StreamRecord.of(noImage), SHARD, start(), behind()))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Table 'orders', shard 'shardId-1': the record at sequence number 7 has no new image;"
                + " the stream's view type must have NEW.");
  }

  private static SourceRecords records(boolean tombstones) {
    return records(tombstones, List.of(new KeyAttribute("pk", ScalarAttributeType.S)));
  }

  private static SourceRecords records(boolean tombstones, List<KeyAttribute> key) {
    return SampleChanges.records(
        tombstones, SampleChanges.settings(Map.of()), key, new RecordCounts());
  }

  private static List<SourceRecord> change(SourceRecords records, OperationType type) {
    Record record =
        Record.builder()
            .eventID("e-7")
            .eventName(type)
            .dynamodb(
                content ->
                    content
                        .keys(key())
                        .newImage(type == OperationType.REMOVE ? null : key())
                        .sequenceNumber("7"))
            .build();
    return records.change(StreamRecord.of(record), SHARD, start(), behind());
  }

  private static ShardOffset start() {
    return ShardOffset.start(WriteClock.root(EPOCH), EPOCH);
  }

  private static ShardOffset behind() {
    return start().after("7", start().writeClock().after(EPOCH, 0));
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS("a"));
  }

  /** Feeds the source what DynamoDB would give for this golden file. */
  private static SourceRecord record(JsonNode golden) throws IOException {
    JsonNode value = golden.get("value");
    JsonNode source = value.get("source");
    Map<String, AttributeValue> keys = attributes(golden.get("keyAttributes"));
    List<KeyAttribute> keyAttributes = new ArrayList<>();
    keys.forEach(
        (name, attribute) ->
            keyAttributes.add(
                new KeyAttribute(name, ScalarAttributeType.fromValue(attribute.type().name()))));
    SourceRecords records = records(false, keyAttributes);
    Instant time = Instant.EPOCH.plus(source.get("ts_us").asLong(), ChronoUnit.MICROS);
    long epoch = source.get("epoch_us").asLong();
    if (value.get("op").asText().equals("d") && source.get("stream").isNull()) {
      SourcePartition.Table partition = new SourcePartition.Table("orders");
      return records
          .repaired(keys, null, partition, SegmentOffset.START, SegmentOffset.START, epoch, time)
          .get(0);
    }
    if (source.get("snapshot").asText().equals("true")) {
      return records.snapshot(
          Item.of(image(value.get("after"))),
          new SourcePartition.Segment("orders", epoch, source.get("segment").asInt()),
          source.get("total_segments").asInt(),
          SegmentOffset.START,
          SegmentOffset.START,
          time);
    }
    WriteClock writeClock =
        new WriteClock(source.get("write_ts_us").asLong(), true, source.get("ts_us").asLong());
    ShardOffset position =
        new ShardOffset(source.get("sequence").asText(), writeClock, epoch, false, 0);
    SourcePartition.Shard shard =
        new SourcePartition.Shard(
            "orders", source.get("stream").asText(), source.get("shard").asText());
    return records
        .change(StreamRecord.of(streamRecord(value, source, keys)), shard, position, position)
        .get(0);
  }

  private static Record streamRecord(
      JsonNode value, JsonNode source, Map<String, AttributeValue> keys) throws IOException {
    Map<String, AttributeValue> before = image(value.get("before"));
    Map<String, AttributeValue> after = image(value.get("after"));
    Record.Builder record =
        Record.builder()
            .eventID(source.get("event_id").asText())
            .eventName(
                Map.of(
                        "c", OperationType.INSERT,
                        "u", OperationType.MODIFY,
                        "d", OperationType.REMOVE)
                    .get(value.get("op").asText()))
            .dynamodb(
                content ->
                    content
                        .keys(keys)
                        .oldImage(before)
                        .newImage(after)
                        .sequenceNumber(source.get("sequence").asText()));
    if (source.get("ttl").asBoolean()) {
      record.userIdentity(
          identity -> identity.type("Service").principalId("dynamodb.amazonaws.com"));
    }
    return record.build();
  }

  private static Map<String, AttributeValue> image(JsonNode text) throws IOException {
    return text.isNull() ? null : attributes(JSON.readTree(text.asText()));
  }

  private static Map<String, AttributeValue> attributes(JsonNode map) {
    Map<String, AttributeValue> attributes = new TreeMap<>();
    map.properties().forEach(entry -> attributes.put(entry.getKey(), value(entry.getValue())));
    return attributes;
  }

  private static AttributeValue value(JsonNode typed) {
    Map.Entry<String, JsonNode> entry = typed.properties().iterator().next();
    JsonNode value = entry.getValue();
    return switch (entry.getKey()) {
      case "S" -> AttributeValue.fromS(value.asText());
      case "N" -> AttributeValue.fromN(value.asText());
      case "B" -> AttributeValue.fromB(bytes(value));
      case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
      case "NULL" -> AttributeValue.fromNul(true);
      case "SS" -> AttributeValue.fromSs(list(value).stream().map(JsonNode::asText).toList());
      case "NS" -> AttributeValue.fromNs(list(value).stream().map(JsonNode::asText).toList());
      case "BS" ->
          AttributeValue.fromBs(list(value).stream().map(SourceRecordsTest::bytes).toList());
      case "L" -> AttributeValue.fromL(list(value).stream().map(SourceRecordsTest::value).toList());
      case "M" -> AttributeValue.fromM(attributes(value));
      default -> throw new IllegalArgumentException(entry.getKey());
    };
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  private static SdkBytes bytes(JsonNode base64) {
    try {
      return SdkBytes.fromByteArray(base64.binaryValue());
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode json(org.apache.kafka.connect.data.Schema schema, Object value)
      throws IOException {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      assertThat(value).isInstanceOf(Struct.class);
      return JSON.readTree(converter.fromConnectData("topic", schema, value));
    }
  }

  private static ObjectNode headers(SourceRecord record) throws IOException {
    Map<String, Object> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value());
    }
    return (ObjectNode) JSON.readTree(JSON.writeValueAsString(headers));
  }
}
