package dev.messina.source.record;

import dev.messina.source.MutableClock;
import dev.messina.source.aws.StreamRecord;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.source.SourceRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Changes of the table {@code orders}, which has the key {@code pk}, under any settings. */
final class SampleChanges {

  static final long EPOCH = 1767225600000000L;
  static final Instant HANDLED = Instant.parse("2026-01-01T00:00:05Z");
  static final SourcePartition.Shard SHARD =
      new SourcePartition.Shard("orders", "2025", "shardId-1");
  static final ShardOffset START = ShardOffset.start(WriteClock.root(EPOCH), EPOCH);
  static final ShardOffset BEHIND = START.after("7", START.writeClock().after(EPOCH, 0));
  static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("a"));

  final RecordCounts counts = new RecordCounts();
  final SourceRecords records;

  SampleChanges(Map<String, String> options) {
    this(false, options);
  }

  SampleChanges(boolean tombstones, Map<String, String> options) {
    List<KeyAttribute> key = List.of(new KeyAttribute("pk", ScalarAttributeType.S));
    this.records = records(tombstones, settings(options), key, counts);
  }

  static RecordSettings settings(Map<String, String> options) {
    AbstractConfig config =
        new AbstractConfig(RecordSettings.define(new ConfigDef()), options, false);
    return RecordSettings.from(config, "shop");
  }

  static Origin origin(boolean tombstones, RecordSettings settings) {
    TopicSettings topics = new TopicSettings("shop", List.of("orders"), tombstones);
    return new Origin("0.1.0-SNAPSHOT", "eu-west-1", "orders", "mine", "3", topics, settings);
  }

  static SourceRecords records(
      boolean tombstones, RecordSettings settings, List<KeyAttribute> key, RecordCounts counts) {
    return new SourceRecords(origin(tombstones, settings), key, counts, new MutableClock(HANDLED));
  }

  /** A change from one item to another; either may be null. */
  List<SourceRecord> change(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    return records.change(StreamRecord.of(record(before, after).build()), SHARD, START, BEHIND);
  }

  /** An update as a stream of the view type NEW_IMAGE gives it. */
  List<SourceRecord> newImageOnly(Map<String, AttributeValue> after) {
    Record record =
        Record.builder()
            .eventID("e-7")
            .eventName(OperationType.MODIFY)
            .dynamodb(content -> content.keys(KEY).newImage(after).sequenceNumber("7"))
            .build();
    return records.change(StreamRecord.of(record), SHARD, START, BEHIND);
  }

  List<SourceRecord> expiry() {
    Record record =
        record(KEY, null)
            .userIdentity(who -> who.type("Service").principalId("dynamodb.amazonaws.com"))
            .build();
    return records.change(StreamRecord.of(record), SHARD, START, BEHIND);
  }

  /** The item with the key, and one more attribute. */
  static Map<String, AttributeValue> item(String name, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(KEY);
    item.put(name, value);
    return item;
  }

  /** The item with so many bytes of text. */
  static Map<String, AttributeValue> itemOf(int bytes) {
    return item("text", AttributeValue.fromS("x".repeat(bytes)));
  }

  private static Record.Builder record(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    OperationType type =
        after == null
            ? OperationType.REMOVE
            : before == null ? OperationType.INSERT : OperationType.MODIFY;
    return Record.builder()
        .eventID("e-7")
        .eventName(type)
        .dynamodb(
            content -> content.keys(KEY).oldImage(before).newImage(after).sequenceNumber("7"));
  }
}
