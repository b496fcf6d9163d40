package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.TestTables;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.route.TableName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a task asks of a table that it opens, answered as a ScyllaDB of 2026 answers: the options of
 * its own stand at the end of the statement, the maps with all of their entries.
 */
class TableInspectorTest {

  private static final TableMetadata TABLE =
      TestTables.table(new TableName("shop", "orders"), Map.of("qty", DataTypes.INT));

  @Test
  void findsWhatOnlyScyllaSaysOfATable() {
    assertThat(
            problems(
                "1",
                "cdc = {'delta': 'full', 'enabled': 'true', 'postimage': 'false', 'preimage':"
                    + " 'false', 'ttl': '86400'}",
                "tombstone_gc = {'mode': 'repair', 'propagation_delay_in_seconds': '3600'}"))
        .satisfiesExactly(
            problem -> assertThat(problem).contains("change data capture"),
            problem -> assertThat(problem).contains("mode 'repair' with one replica"));
    assertThat(
            problems(
                "3", "tombstone_gc = {'mode': 'repair', 'propagation_delay_in_seconds': '3600'}"))
        .singleElement()
        .asString()
        .contains("'propagation_delay_in_seconds': '604800'");
  }

  @Test
  void takesATableThatKeepsItsTombstones() {
    assertThat(
            problems(
                "1", "tombstone_gc = {'mode': 'disabled', 'propagation_delay_in_seconds': '3600'}"))
        .isEmpty();
  }

  @Test
  void asksForTheKeyspacesConsistencyToo() {
    assertThat(inspector("1", "", "global").problems(TABLE, DroppedColumns.NONE))
        .singleElement()
        .asString()
        .contains("strongly consistent");
  }

  /** Its own default would be refused as soon as the table is there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|7|WITH tombstone_gc = {'mode': 'timeout'}",
        "1|30|WITH tombstone_gc = {'mode': 'timeout'} AND gc_grace_seconds = 2592000",
        "3|7|WITH tombstone_gc = {'mode': 'repair', 'propagation_delay_in_seconds': '604800'}"
      })
  void hasNewTablesMadeSoThatItTakesThem(String replicas, int days, String clause) {
    Lateness lateness = new Lateness(Duration.ofDays(days), false);
    KeyspaceMetadata keyspace = keyspace(replicas);
    assertThat(
            new TableInspector(new DescribingSession(keyspace, "", ""), lateness, Clock.systemUTC())
                .optionsOfNewTable(keyspace))
        .isEqualTo(" " + clause);
    assertThat(
            new TableInspector(
                    new DescribingSession(
                        keyspace, "CREATE TABLE shop.orders (pk text) " + clause, "eventual"),
                    lateness,
                    Clock.systemUTC())
                .problems(TABLE, DroppedColumns.NONE))
        .isEmpty();
  }

  private static KeyspaceMetadata keyspace(String replicas) {
    return TestTables.keyspace(
        TABLE,
        Map.of(
            "class",
            "org.apache.cassandra.locator.NetworkTopologyStrategy",
            "datacenter1",
            replicas));
  }

  private static List<String> problems(String replicas, String... options) {
    return inspector(replicas, "\n    AND " + String.join("\n    AND ", options), "eventual")
        .problems(TABLE, DroppedColumns.NONE);
  }

  private static TableInspector inspector(String replicas, String options, String consistency) {
    return new TableInspector(
        new DescribingSession(
            keyspace(replicas),
            "CREATE TABLE shop.orders (\n    pk text,\n    qty int,\n    PRIMARY KEY (pk)\n) WITH"
                + " bloom_filter_fp_chance = 0.01\n    AND gc_grace_seconds = 864000\n    AND"
                + " speculative_retry = '99.0PERCENTILE'"
                + options
                + ";",
            consistency),
        new Lateness(Duration.ofDays(7), false),
        Clock.systemUTC());
  }
}
