package dev.messina.source.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeFacts;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.ChangeRecordWriter;
import dev.messina.record.ChangeSource;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.change.ItemJson;
import dev.messina.source.record.Oversize.RecordSize;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Holds the bound to what Kafka's producer counts when Connect's own converters have written. */
class RecordSizeTest {

  private static final List<KeyAttribute> KEY =
      List.of(
          new KeyAttribute("pk", ScalarAttributeType.S),
          new KeyAttribute("naïve \"key\"", ScalarAttributeType.B));
  private static final Origin ORIGIN = SampleChanges.origin(true, SampleChanges.settings(Map.of()));

  private static final RecordSize SIZE = new RecordSize(ORIGIN, KEY);
  private static final ItemKeys KEYS = new ItemKeys("shop.orders", KEY);

  @Property(tries = 200)
  void isNeverLessThanWhatTheProducerCounts(
      @ForAll("items") Map<String, AttributeValue> before,
      @ForAll("items") Map<String, AttributeValue> after,
      @ForAll boolean stream,
      @ForAll boolean schemas) {
    ChangeRecord change = change(before, after, stream);
    Struct key = KEYS.of(after);

    long bound = SIZE.of(key, change);
    int counted = counted(key, change, schemas);

    assertThat(bound).isGreaterThanOrEqualTo(counted);
    assertThat(SIZE.fits(key, change, bound)).isTrue();
    assertThat(SIZE.fits(key, change, bound - 1)).isFalse();
  }

  @Test
  void isCloseForABigItem() {
    Map<String, AttributeValue> item =
        Map.of(
            "pk", AttributeValue.fromS("a"),
            "naïve \"key\"", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[3])),
            "text", AttributeValue.fromS("aB\"7\\\n/é☃🙂".repeat(20_000)));
    ChangeRecord change = change(item, item, true);
    Struct key = KEYS.of(item);

    assertThat(SIZE.of(key, change))
        .isBetween((long) counted(key, change, true), counted(key, change, false) + 12_000L);
  }

  @Provide
  Arbitrary<Map<String, AttributeValue>> items() {
    Arbitrary<byte[]> sortKey = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
    Arbitrary<Map<String, AttributeValue>> rest =
        Arbitraries.maps(texts(1, 20), values()).ofMaxSize(8);
    return Combinators.combine(texts(1, 50), sortKey, texts(1, 5), rest)
        .as(
            (pk, sk, big, others) -> {
              // Big enough that no margin can hide a character that was counted too low.
              others.put("big", AttributeValue.fromS(big.repeat(2_000)));
              others.put("pk", AttributeValue.fromS(pk));
              others.put("naïve \"key\"", AttributeValue.fromB(SdkBytes.fromByteArray(sk)));
              return others;
            });
  }

  private static Arbitrary<AttributeValue> values() {
    Arbitrary<AttributeValue> scalars =
        Arbitraries.oneOf(
            texts(0, 40).map(AttributeValue::fromS),
            Arbitraries.bigDecimals().map(number -> AttributeValue.fromN(number.toString())),
            Arbitraries.bytes()
                .array(byte[].class)
                .map(bytes -> AttributeValue.fromB(SdkBytes.fromByteArray(bytes))),
            Arbitraries.of(true, false).map(AttributeValue::fromBool),
            texts(1, 9).list().ofMaxSize(4).map(AttributeValue::fromSs));
    return Arbitraries.oneOf(
        scalars,
        scalars.list().ofMaxSize(5).map(AttributeValue::fromL),
        Arbitraries.maps(texts(0, 5), scalars).ofMaxSize(3).map(AttributeValue::fromM));
  }

  /** Of every kind that takes its own number of bytes; no half of a surrogate pair. */
  private static Arbitrary<String> texts(int least, int most) {
    return Arbitraries.of("a", "B", "7", "\"", "\\", "/", "\u0000", "\n", "\u007f", "é", "☃", "🙂")
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(parts -> String.join("", parts));
  }

  private static ChangeRecord change(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after, boolean stream) {
    ChangeSource.Position position =
        stream
            ? new ChangeSource.StreamShard(
                "2026-01-01T00:00:00.000",
                "shardId-00000001767222000000-aaaaaaaa",
                "9".repeat(40),
                "0123456789abcdef0123456789abcdef",
                true,
                "Service/dynamodb.amazonaws.com")
            : new ChangeSource.ScanSegment(999_999, 1_000_000);
    ChangeSource source =
        new ChangeSource(
            ORIGIN.connectorVersion(),
            "shop",
            ORIGIN.region(),
            ORIGIN.table(),
            SampleChanges.EPOCH,
            SampleChanges.EPOCH,
            Long.MAX_VALUE,
            position,
            new ChangeFacts(KEYS.parts(), ChangeFacts.BeforeImages.FULL, true));
    return new ChangeRecord(
        ChangeOperation.UPDATE,
        ItemJson.write(before),
        ItemJson.write(after),
        source,
        Long.MAX_VALUE);
  }

  private static int counted(Struct key, ChangeRecord change, boolean schemas) {
    Struct value = ChangeRecordWriter.value(change);
    Headers headers =
        ChangeRecordWriter.headers(change)
            .addBoolean(ChangeRecordSchema.BEFORE_DROPPED_HEADER, true)
            .addString("__debezium.context.connectorLogicalName", "shop")
            .addString("__debezium.context.taskId", "3")
            .addString("__debezium.context.connectorName", "dynamodb");
    try (JsonConverter keys = converter(schemas, true);
        JsonConverter values = converter(schemas, false)) {
      return AbstractRecords.estimateSizeInBytesUpperBound(
          RecordBatch.CURRENT_MAGIC_VALUE,
          CompressionType.NONE,
          keys.fromConnectData("shop.orders", key.schema(), key),
          values.fromConnectData("shop.orders", value.schema(), value),
          StreamSupport.stream(headers.spliterator(), false)
              .map(
                  header ->
                      new RecordHeader(
                          header.key(),
                          values.fromConnectHeader(
                              "shop.orders", header.key(), header.schema(), header.value())))
              .toArray(RecordHeader[]::new));
    }
  }

  private static JsonConverter converter(boolean schemas, boolean key) {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", schemas), key);
    return converter;
  }
}
