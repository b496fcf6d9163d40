package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.messina.sink.ItemRecords;
import dev.messina.transforms.ItemToRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers of rows that lie on a topic, through Connect's own header converters on both sides. */
class HeaderConvertersTest {

  private static final List<String> KEYS =
      List.of(
          "a",
          "",
          " a ",
          "a\"b",
          "a\\b",
          "\\\"",
          "a\\\\\"b\"",
          "2024-01-01",
          "12:00:00.000Z",
          "2024-01-01T00:00:00.000Z",
          "007",
          "1.50",
          "-0",
          "1e5",
          "true",
          "null",
          "NaN",
          "{a",
          "}",
          "[1]",
          "a,b",
          "a:b",
          "key:{}",
          "é☃\uD83D\uDE00",
          "tab\tnew\nline",
          "\u0000",
          "'",
          "{\"base64\":\"AQI=\"}");

  private final RowMutations mutations = Options.reading();

  /** Which the producer has, and which the connector. */
  record Pair(String name, HeaderConverter written, HeaderConverter read) {
    SinkRecord carry(String header, Schema schema, Object value) {
      byte[] bytes = written.fromConnectHeader("topic", header, schema, value);
      SchemaAndValue found = read.toConnectHeader("topic", header, bytes);
      SinkRecord record = record(3).columns("status", "new").build();
      record.headers().remove(header);
      record.headers().add(header, found);
      return record;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** JsonConverter reads only what it has written, with schemas or without. */
  static Stream<Pair> pairs() {
    Map<String, HeaderConverter> writing =
        Map.of(
            "simple", new SimpleHeaderConverter(),
            "string", configured(new StringConverter(), false),
            "json", configured(new JsonConverter(), false),
            "json with schemas", configured(new JsonConverter(), true));
    Map<String, HeaderConverter> reading =
        Map.of(
            "simple", new SimpleHeaderConverter(),
            "string", configured(new StringConverter(), false),
            "bytes", new ByteArrayConverter());
    List<Pair> pairs = new ArrayList<>();
    writing.forEach(
        (from, written) ->
            reading.forEach((to, read) -> pairs.add(new Pair(from + " to " + to, written, read))));
    for (boolean schemas : new boolean[] {true, false}) {
      pairs.add(
          new Pair(
              "json to json, schemas " + schemas,
              configured(new JsonConverter(), schemas),
              configured(new JsonConverter(), schemas)));
    }
    pairs.add(
        new Pair(
            "json with schemas to json",
            configured(new JsonConverter(), true),
            configured(new JsonConverter(), false)));
    return pairs.stream();
  }

  private static HeaderConverter configured(HeaderConverter converter, boolean schemas) {
    converter.configure(
        Map.of("converter.type", "header", "schemas.enable", String.valueOf(schemas)));
    return converter;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bringTheRowThatAnItemHadBefore(Pair pair) {
    for (String key : KEYS) {
      String text =
          "key:{\"pk\":\""
              + new String(JsonStringEncoder.getInstance().quoteAsString(key))
              + "\",\"sk\":\"2024-01-01\",\"on\":true,\"b\":{\"base64\":\"AQI=\"}}";
      SinkRecord moved = pair.carry("messina.moved.from", Schema.STRING_SCHEMA, text);
      RowFields left = ((RowMutation.Replace) mutations.from(moved)).left().key();
      assertThat(left.names()).containsExactly("pk", "sk", "on", "b");
      assertThat(left.value("pk")).as(pair + ": " + key).isEqualTo(key);
      assertThat(left.value("sk")).isEqualTo("2024-01-01");
      assertThat(left.value("on")).isEqualTo(true);
      assertThat((byte[]) left.value("b")).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bringTheRowThatItemToRowNames(Pair pair) {
    try (ItemToRow<SinkRecord> transform = new ItemToRow<>()) {
      transform.configure(Map.of("mapping", "key: [status, id]\ncolumns: {id: pk}"));
      for (String status : List.of("a\"b", "a\\\\b", "2024-01-01", "007", "é☃")) {
        Header from =
            transform
                .apply(ItemRecords.moved(status.replace("\"", "\\\"")))
                .headers()
                .lastWithName("messina.moved.from");
        SinkRecord moved = pair.carry(from.key(), from.schema(), from.value());
        RowFields left = ((RowMutation.Replace) mutations.from(moved)).left().key();
        assertThat(left.value("status")).as(pair.name()).isEqualTo(status.replace("\\\\", "\\"));
        assertThat(left.value("id")).isEqualTo("7");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bringTheWriteTimestamp(Pair pair) {
    SinkRecord row = pair.carry("messina.write.ts.us", Schema.INT64_SCHEMA, WRITTEN_AT);
    assertThat(mutations.from(row).writtenAt().micros()).isEqualTo(WRITTEN_AT);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bringTheExpiryHoweverSmallItsNumberIs(Pair pair) {
    for (long seconds : new long[] {0, 1, 127, 128, -128, 32_767, 32_768, 1L << 40, -1L << 40}) {
      SinkRecord row = pair.carry("messina.expires.at", Schema.INT64_SCHEMA, seconds);
      Expiry expiry = ((RowMutation.Replace) mutations.from(row)).expiry();
      assertThat(expiry)
          .as(pair + ": " + seconds)
          .isEqualTo(seconds < 1L << 40 ? Expiry.NEVER : new Expiry(seconds));
    }
    long soon = Instant.parse("2026-02-01T00:00:00Z").getEpochSecond();
    SinkRecord row = pair.carry("messina.expires.at", Schema.INT64_SCHEMA, soon);
    assertThat(((RowMutation.Replace) mutations.from(row)).expiry()).isEqualTo(new Expiry(soon));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bringAWriteTimestampOfOnesOwn(Pair pair) {
    RowMutations own =
        Options.reading(
            "write.timestamp.source", "header:__source_ts_ms", "write.timestamp.unit", "ms");
    SinkRecord row = pair.carry("__source_ts_ms", Schema.INT64_SCHEMA, WRITTEN_AT / 1_000);
    row.headers().remove("messina.write.ts.us");
    assertThat(own.from(row).writtenAt().micros()).isEqualTo(WRITTEN_AT);
  }

  @Test
  void whatSimpleHeaderConverterHasChangedIsRefused() {
    Schema schema = SchemaBuilder.struct().field("pk", Schema.STRING_SCHEMA).build();
    Pair simple = new Pair("", new SimpleHeaderConverter(), new SimpleHeaderConverter());
    for (String key : List.of("a\"b", "a\\b", "2024-01-01", "12:00:00.000Z")) {
      SinkRecord row =
          simple.carry("messina.moved.from", schema, new Struct(schema).put("pk", key));
      assertThatThrownBy(() -> mutations.from(row))
          .as(key)
          .isInstanceOf(DataException.class)
          .hasMessage(
              "Record at shop.orders-0@3: its header messina.moved.from is not as it was written,"
                  + " since SimpleHeaderConverter has changed the text of 'pk' in it; have it"
                  + " written as text by this version's ItemToRow, or read the topic's rows again"
                  + " from their source.");
    }
    for (String key : List.of("a", "007", "true", "é", "")) {
      SinkRecord row =
          simple.carry("messina.moved.from", schema, new Struct(schema).put("pk", key));
      assertThat(((RowMutation.Replace) mutations.from(row)).left().key().value("pk"))
          .isEqualTo(key);
    }
  }

  @Test
  void aTextThatIsNoKeyIsRefused() {
    for (String text : List.of("key:", "key:[]", "Struct{pk=a}", "{\"pk\":", "a", "7")) {
      SinkRecord row = record(3).columns("a", 1).header("messina.moved.from", text).build();
      assertThatThrownBy(() -> mutations.from(row))
          .as(text)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("messina.moved.from holds no struct or map");
    }
  }
}
