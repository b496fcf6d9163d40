package dev.messina.sink.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.TestTables;
import dev.messina.sink.route.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables as ScyllaDB's documentation describes them; no ScyllaDB is asked here. */
class TableCheckTest {

  private static final TableMetadata TABLE =
      TestTables.table(new TableName("shop", "orders"), Map.of("qty", DataTypes.INT));

  @Test
  void refusesStronglyConsistentTablesWithTheWayOut() {
    assertThat(problems("", "global"))
        .containsExactly(
            "table shop.orders is strongly consistent (consistency = 'global' of its keyspace), and"
                + " ScyllaDB takes no write times for such tables; CREATE TABLE it in a keyspace"
                + " without that option");
    assertThat(problems("", "local")).hasSize(1);
  }

  @Test
  void hasNothingAgainstTablesOfOtherKeyspacesAndServers() {
    assertThat(problems("", "eventual")).isEmpty();
    assertThat(problems("", null)).isEmpty();
  }

  @Test
  void refusesChangeDataCaptureAndTombstonesThatGoAtOnce() {
    assertThat(problems("WITH cdc = {'enabled': true}", null))
        .singleElement()
        .asString()
        .contains("change data capture", "WITH cdc = {'enabled': false}");
    assertThat(problems("WITH tombstone_gc = {'mode': 'immediate'}", null))
        .singleElement()
        .asString()
        .contains("drops tombstones at once", "WITH tombstone_gc = {'mode': 'timeout'}");
  }

  private static List<String> problems(String createTable, String consistency) {
    return new TableCheck(
            TestTables.keyspace(TABLE), TABLE, ScyllaTableOptions.parse(createTable, consistency))
        .problems();
  }
}
