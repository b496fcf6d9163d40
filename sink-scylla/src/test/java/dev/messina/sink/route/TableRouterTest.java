package dev.messina.sink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.sink.route.TableRouter.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableRouterTest {

  private static final String MAPPING = "messina.target.table";

  private final Map<String, String> options = new HashMap<>();

  @Test
  void everyTopicGoesToTheOneTable() {
    options.put("table.name", "shop.orders");
    assertThat(tableOf("any")).hasToString("shop.orders");
    assertThat(tableOf("other")).hasToString("shop.orders");
  }

  @ParameterizedTest
  @CsvSource({
    "shop.${topic}, orders, shop.orders",
    "shop.t_${topic}_v2, Orders, shop.t_Orders_v2",
    "${topic}, shop.orders, shop.orders",
    "${topic}.${topic}, shop, shop.shop"
  })
  void aTopicMakesItsTablesName(String format, String topic, String table) {
    options.put("table.name.format", format);
    assertThat(tableOf(topic)).hasToString(table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-orders", "server.shop.orders", "orders.", "ördens"})
  void aTopicThatMakesNoNameIsNotBent(String topic) {
    options.put("table.name.format", "shop.${topic}");
    assertThatThrownBy(() -> tableOf(topic))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at original-3@7: its topic '"
                + topic
                + "' makes no keyspace.table of table.name.format=shop.${topic}; add the topic to"
                + " table.name.overrides, or rename it with a transform such as RegexRouter.");
  }

  @Test
  void anOverrideIsStrongerThanNameAndFormatAndAHeaderThanBoth() {
    options.put("table.name.format", "shop.${topic}");
    options.put("table.name.overrides", "my.orders:shop.orders, lines:archive.lines");
    options.put("table.name.header", "table");
    assertThat(tableOf("items")).hasToString("shop.items");
    assertThat(tableOf("lines")).hasToString("archive.lines");
    assertThat(tableOf("my.orders")).hasToString("shop.orders");
    SinkRecord record = record("lines");
    record.headers().addString("table", "other.place");
    assertThat(route(record)).isEqualTo(new Route(new TableName("other", "place"), true));
    assertThat(route(record("lines")).byHeader()).isFalse();
  }

  @Test
  void changesOfTopicAreFollowedRecordByRecord() {
    options.put("table.name.format", "shop.${topic}");
    TableRouter router = router();
    assertThat(router.of(record("a")).table()).hasToString("shop.a");
    assertThat(router.of(record("b")).table()).hasToString("shop.b");
    assertThat(router.of(record("a")).table()).hasToString("shop.a");
  }

  @Test
  void aHeaderMayHoldItsTextAsBytes() {
    options.put("table.name.header", "table");
    SinkRecord record = record("a");
    record.headers().addBytes("table", "shop.orders".getBytes(StandardCharsets.UTF_8));
    assertThat(route(record).table()).hasToString("shop.orders");
  }

  @Test
  void aHeaderThatHoldsNoTableIsNotRepeated() {
    options.put("table.name.header", "table");
    for (Object value : new Object[] {"secret", 7, null}) {
      SinkRecord record = record("a");
      record.headers().add("table", value, null);
      assertThatThrownBy(() -> route(record))
          .hasMessage(
              "Record at original-3@7: its header 'table' (table.name.header) holds no"
                  + " keyspace.table; letters, digits and underscores only, without quotes.");
    }
  }

  @Test
  void aRecordWithoutTheHeaderNeedsAnotherWay() {
    options.put("table.name.header", "table");
    assertThatThrownBy(() -> tableOf("a"))
        .hasMessage(
            "Record at original-3@7: it has no header 'table' (table.name.header); add what is"
                + " missing, or set table.name or table.name.format for such records.");
  }

  @Test
  void aTopicWithoutAnOverrideNeedsAnotherWay() {
    options.put("table.name.overrides", "b:shop.b");
    assertThatThrownBy(() -> tableOf("a"))
        .hasMessage(
            "Record at original-3@7: its topic 'a' has no table in table.name.overrides; add what"
                + " is missing, or set table.name or table.name.format for such records.");
  }

  @Test
  void aMappingThatNamesAnotherTableIsRejected() {
    options.put("table.name", "shop.orders");
    SinkRecord record = record("a");
    record.headers().addString(MAPPING, "shop.lines");
    assertThatThrownBy(() -> route(record))
        .hasMessage(
            "Record at original-3@7: its mapping names another table (header"
                + " 'messina.target.table') than shop.orders, where this connector's options send"
                + " it; correct the mapping or the options, or set"
                + " table.name.header=messina.target.table to let the mapping decide.");
  }

  @Test
  void aMappingThatNamesTheSameTableIsNoContradiction() {
    options.put("table.name", "shop.orders");
    SinkRecord record = record("a");
    record.headers().addString(MAPPING, "shop.orders");
    assertThat(route(record).table()).hasToString("shop.orders");
  }

  @Test
  void theMappingMayDecide() {
    options.put("table.name", "shop.orders");
    options.put("table.name.header", MAPPING);
    SinkRecord record = record("a");
    record.headers().addString(MAPPING, "shop.lines");
    assertThat(route(record).table()).hasToString("shop.lines");
    assertThat(tableOf("a")).hasToString("shop.orders");
  }

  private TableName tableOf(String topic) {
    return route(record(topic)).table();
  }

  private Route route(SinkRecord record) {
    return router().of(record);
  }

  private TableRouter router() {
    return new TableRouter(settings());
  }

  private TableSettings settings() {
    return TableSettings.of(
        new AbstractConfig(TableSettings.define(new ConfigDef()), options, false));
  }

  /** A record that a transform has given this topic. */
  private static SinkRecord record(String topic) {
    return new SinkRecord(
            "original", 3, null, null, null, null, 7, null, TimestampType.NO_TIMESTAMP_TYPE)
        .newRecord(topic, 3, null, null, null, null, null);
  }
}
