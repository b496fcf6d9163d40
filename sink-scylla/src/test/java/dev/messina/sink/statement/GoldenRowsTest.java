package dev.messina.sink.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.record.GoldenRecords;
import dev.messina.sink.convert.Column;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.DriverCodec;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The golden records' rows, as JSON brings them, are the rows that this sink writes. */
class GoldenRowsTest {

  private static final Map<String, DataType> COLUMNS =
      Map.ofEntries(
          Map.entry("active", DataTypes.BOOLEAN),
          Map.entry("blobs", DataTypes.setOf(DataTypes.BLOB, true)),
          Map.entry("empty", DataTypes.TEXT),
          Map.entry("gone", DataTypes.TEXT),
          Map.entry("list", DataTypes.TEXT),
          Map.entry("map", DataTypes.mapOf(DataTypes.TEXT, DataTypes.TEXT, true)),
          Map.entry("numbers", DataTypes.setOf(DataTypes.DECIMAL, true)),
          Map.entry("price", DataTypes.VARINT),
          Map.entry("qty", DataTypes.INT),
          Map.entry("raw", DataTypes.BLOB),
          Map.entry("status", DataTypes.TEXT),
          Map.entry("tags", DataTypes.setOf(DataTypes.TEXT, true)),
          Map.entry("with space 🙂", DataTypes.TEXT));

  /** There bytes are text, and nothing but the configuration says so. */
  private static final ColumnConversions JSON_WITHOUT_SCHEMAS =
      ColumnConversions.of(
          new AbstractConfig(
              ColumnConversions.define(new ConfigDef()),
              Map.of(ColumnConversions.OPTION, "raw:base64,blobs:base64,id:base64")));

  @ParameterizedTest
  @FieldSource("dev.messina.record.GoldenRecords#NAMES")
  void isReplacedOrDeletedAtItsOwnWriteTimestamp(String name) {
    JsonNode golden = GoldenRecords.read(name);
    RowMutation mutation = mutation(golden);
    assertThat(mutation.writtenAt().micros())
        .isEqualTo(golden.get("headers").get("messina.write.ts.us").longValue());
    assertThat(mutation)
        .isInstanceOf(
            golden.get("row").get("value").isNull()
                ? RowMutation.Delete.class
                : RowMutation.Replace.class);
  }

  @Test
  void theSnapshotsItemKeepsEveryValue() {
    TableModel table = table(Map.of("pk", DataTypes.TEXT, "sk", DataTypes.DECIMAL));
    assertThat(row("snapshot", table))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("pk", "USER#1"),
                Map.entry("sk", new BigDecimal("7")),
                Map.entry("active", true),
                Map.entry("blobs", Set.of(bytes(0, 1), bytes(255))),
                Map.entry("empty", ""),
                Map.entry("list", "[\"a\",1.5,false,null,[],{\"k\":\"AQ==\"}]"),
                Map.entry("map", Map.of("street.name", "Via Roma", "zip", "98121")),
                Map.entry("numbers", Set.of(new BigDecimal("1"), new BigDecimal("2.5"))),
                Map.entry("price", new BigInteger("12345678901234567890123456789012345678")),
                Map.entry("raw", bytes(0, 1, 2, 3)),
                Map.entry("tags", Set.of("blue", "red")),
                Map.entry("with space 🙂", "☃")));
  }

  @Test
  void theUpdatesItemHasNothingOfTheOneBefore() {
    TableModel table = table(Map.of("pk", DataTypes.TEXT, "sk", DataTypes.BIGINT));
    assertThat(row("update", table)).isEqualTo(Map.of("pk", "USER#1", "sk", 7L, "status", "paid"));
  }

  @Test
  void anItemOfOnlyABinaryKeyIsARow() {
    TableModel table = table(Map.of("id", DataTypes.BLOB));
    assertThat(row("binary-key", table)).isEqualTo(Map.of("id", bytes(0, 1, 2, 3)));
  }

  private static Map<String, Object> row(String name, TableModel table) {
    ByteBuffer[] bytes =
        new RowEncoder(table, UnknownColumns.failing())
            .image((RowMutation.Replace) mutation(GoldenRecords.read(name)));
    Map<String, Object> row = new HashMap<>();
    for (Column column : table.columns()) {
      if (bytes[column.position()] != null) {
        row.put(column.name(), DriverCodec.decode(column, bytes[column.position()]));
      }
    }
    return row;
  }

  private static RowMutation mutation(JsonNode golden) {
    return new RowMutations(MutationSettings.DEFAULTS, Clock.systemUTC())
        .from(
            RecordBuilder.record(0)
                .key(connectData(golden.get("row").get("key")))
                .value(connectData(golden.get("row").get("value")))
                .writtenAt(golden.get("headers").get("messina.write.ts.us").longValue())
                .build());
  }

  private static Object connectData(JsonNode json) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
      return converter.toConnectData("shop.orders", json.isNull() ? null : text).value();
    }
  }

  private static TableModel table(Map<String, DataType> primaryKey) {
    return TableModel.of(
        new TableName("shop", "orders"), primaryKey, Map.of(), COLUMNS, JSON_WITHOUT_SCHEMAS);
  }

  private static ByteBuffer bytes(int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    return buffer.flip();
  }
}
