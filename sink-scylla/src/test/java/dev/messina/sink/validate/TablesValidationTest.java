package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.route.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tables are written, as far as the options tell. */
class TablesValidationTest {

  private final SinkOptions options = new SinkOptions();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop.orders|'table.name.format' has no ${topic}; add it, or use 'table.name'.",
        "shop.${table}|'table.name.format' must be keyspace.table with ${topic} where the topic"
            + " belongs, such as shop.${topic}; letters, digits and underscores otherwise.",
        "${topic}_orders.|'table.name.format' must be keyspace.table with ${topic} where the topic"
            + " belongs, such as shop.${topic}; letters, digits and underscores otherwise."
      })
  void saysWhatAFormatMayBe(String format, String message) {
    options.remove("table.name");
    options.put("table.name.format", format);
    assertThat(options.errors()).isEqualTo(Map.of("table.name.format", List.of(message)));
  }

  @Test
  void refusesTwoWaysToNameOneTable() {
    options.put("table.name.format", "shop.${topic}");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "table.name.format",
                List.of(
                    "Both 'table.name' and 'table.name.format' are set; keep the one that is"
                        + " meant.")));
  }

  @Test
  void namesTheTopicsThatMakeNoTable() {
    tablesByTopic("orders, my.items, my-lines");
    options.put("table.name.overrides", "my.items:shop.items");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "table.name.format",
                List.of(
                    "No table is named for my-lines: a table's name has letters, digits and"
                        + " underscores only. Name theirs in 'table.name.overrides', or rename the"
                        + " topics with a transform such as RegexRouter.")));
  }

  @Test
  void namesTheTopicsThatHaveNoOverride() {
    options.remove("table.name");
    options.put("topics", "orders,lines");
    options.put("table.name.overrides", "orders:shop.orders");
    assertThat(options.errors()).containsOnlyKeys("table.name.overrides");
    options.put("table.name.header", "messina.target.table");
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void asksTheClusterForEveryTableThatCanBeTold() {
    tablesByTopic("orders,lines,old");
    options.put("table.name.overrides", "old:archive.lines");
    assertThat(options.targets().tables())
        .isEqualTo(
            Map.of(
                new TableName("shop", "orders"), "table.name.format",
                new TableName("shop", "lines"), "table.name.format",
                new TableName("archive", "lines"), "table.name.overrides"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.connect.transforms.RegexRouter",
        "io.debezium.transforms.ByLogicalTableRouter"
      })
  void doesNotTellTablesFromTopicsThatATransformMayRename(String type) {
    tablesByTopic("orders,my.items");
    options.put("transforms", "row, other");
    options.put("transforms.row.type", "dev.messina.transforms.ItemToRow");
    options.put("transforms.other.type", type);
    assertThat(options.errors()).isEmpty();
    assertThat(options.targets().tables()).isEmpty();
  }

  private void tablesByTopic(String topics) {
    options.remove("table.name");
    options.put("table.name.format", "shop.${topic}");
    options.put("topics", topics);
  }
}
