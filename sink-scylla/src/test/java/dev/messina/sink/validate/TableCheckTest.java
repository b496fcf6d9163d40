package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.TestTables;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.route.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as ScyllaDB's {@code DESCRIBE TABLE} has them; no ScyllaDB is asked here. */
class TableCheckTest {

  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
  private static final Lateness A_WEEK = new Lateness(Duration.ofDays(7), false);
  private static final Map<String, String> ONE =
      Map.of("class", "org.apache.cassandra.locator.NetworkTopologyStrategy", "dc1", "1");
  private static final Map<String, String> THREE =
      Map.of("class", "org.apache.cassandra.locator.NetworkTopologyStrategy", "dc1", "3");
  private static final String DISABLED =
      "ALTER TABLE shop.orders WITH tombstone_gc = {'mode': 'disabled'} until the last row is"
          + " written";

  @Test
  void refusesStronglyConsistentTablesWithTheWayOut() {
    assertThat(problems("", "global"))
        .containsExactly(
            "table shop.orders is strongly consistent (consistency = 'global' of its keyspace), and"
                + " ScyllaDB takes no write timestamps for such tables; CREATE TABLE it in a"
                + " keyspace without that option");
    assertThat(problems("", "local")).hasSize(1);
  }

  @Test
  void hasNothingAgainstTablesOfOtherKeyspacesAndServers() {
    assertThat(problems("", "eventual")).isEmpty();
    assertThat(problems("", null)).isEmpty();
  }

  @Test
  void refusesChangeDataCapture() {
    assertThat(problems("WITH cdc = {'enabled': true}", null))
        .singleElement()
        .asString()
        .contains("change data capture", "WITH cdc = {'enabled': false}");
  }

  @Test
  void refusesTombstonesThatGoAtOnce() {
    assertThat(problems("WITH tombstone_gc = {'mode': 'immediate'}", null))
        .containsExactly(
            "table shop.orders drops tombstones at once (tombstone_gc, mode 'immediate'), so that a"
                + " late, older row could come back after a delete; "
                + DISABLED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SimpleStrategy|replication_factor|1",
        "org.apache.cassandra.locator.NetworkTopologyStrategy|dc1|1",
        "NetworkTopologyStrategy|dc1|[rack1]"
      })
  void refusesModeRepairWithOneReplicaAsItRefusesImmediate(
      String strategy, String option, String factor) {
    assertThat(
            check(repair(1_000_000), Map.of("class", strategy, option, factor), Map.of(), A_WEEK)
                .problems(clock()))
        .containsExactly(
            "table shop.orders drops tombstones at once (tombstone_gc, mode 'repair' with one"
                + " replica), so that a late, older row could come back after a delete; "
                + DISABLED);
  }

  @ParameterizedTest
  @CsvSource({"604800,0", "604799,1", "3600,1"})
  void refusesModeRepairWhoseDelayIsShorterThanTheLatenessThatItIsTold(long delay, int problems) {
    assertThat(check(repair(delay), THREE, Map.of(), A_WEEK).problems(clock())).hasSize(problems);
  }

  @Test
  void takesADelayOfAnHourWhereRecordsAreToldNotToComeLater() {
    Lateness anHour = new Lateness(Duration.ofHours(1), false);
    assertThat(check(repair(3_600), THREE, Map.of(), anHour).problems(clock())).isEmpty();
  }

  @Test
  void namesTheStatementThatMakesTheDelayLongEnough() {
    Lateness told = new Lateness(Duration.ofMillis(7_200_001), false);
    assertThat(
            check("WITH tombstone_gc = {'mode': 'repair'}", THREE, Map.of(), told)
                .problems(clock()))
        .containsExactly(
            "table shop.orders may drop a tombstone that is 3600 s old (tombstone_gc, mode"
                + " 'repair', propagation_delay_in_seconds), and rows may come up to 7201 s late"
                + " (write.lateness.max.ms), so that an older row could come back after a delete;"
                + " ALTER TABLE shop.orders WITH tombstone_gc = {'mode': 'repair',"
                + " 'propagation_delay_in_seconds': '7201'}");
  }

  @Test
  void takesOneReplicaInEachOfTwoDataCentresForTwo() {
    Map<String, String> two = Map.of("class", "NetworkTopologyStrategy", "dc1", "1", "dc2", "1");
    assertThat(check(repair(604_800), two, Map.of(), A_WEEK).problems(clock())).isEmpty();
  }

  @Test
  void takesModeDisabledWhateverElseTheTableSays() {
    TableCheck check =
        check(
            "WITH gc_grace_seconds = 0 AND tombstone_gc = {'mode': 'disabled',"
                + " 'propagation_delay_in_seconds': '3600'}",
            ONE,
            Map.of("gc_grace_seconds", 0),
            A_WEEK);
    assertThat(check.problems(clock())).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void passesOverGraceWhereRepairDecides() {
    TableCheck check = check(repair(604_800), THREE, Map.of("gc_grace_seconds", 0), A_WEEK);
    assertThat(check.problems(clock())).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "WITH tombstone_gc = {'mode': 'timeout'}"})
  void refusesGraceBelowAnHourWhereItDecides(String createTable) {
    assertThat(check(createTable, ONE, Map.of("gc_grace_seconds", 3_599), A_WEEK).problems(clock()))
        .containsExactly(
            "table shop.orders keeps tombstones for 3599 s only, so that a late, older row could"
                + " come back after a delete; ALTER TABLE shop.orders WITH gc_grace_seconds ="
                + " 864000");
  }

  @ParameterizedTest
  @CsvSource({"604800,0", "604799,1", "3600,1"})
  void warnsOfGraceThatIsShorterThanTheLatenessThatItIsTold(int grace, int warnings) {
    TableCheck check = check("", ONE, Map.of("gc_grace_seconds", grace), A_WEEK);
    assertThat(check.problems(clock())).isEmpty();
    assertThat(check.warnings()).hasSize(warnings);
  }

  @Test
  void asksForGraceThatIsLongerThanUsualWhereRecordsComeThatLate() {
    Lateness aMonth = new Lateness(Duration.ofDays(30), false);
    assertThat(check("", ONE, Map.of("gc_grace_seconds", 864_000), aMonth).warnings())
        .containsExactly(
            "Table shop.orders keeps tombstones for 864000 s (gc_grace_seconds), and rows may come"
                + " up to 2592000 s late (write.lateness.max.ms): one that comes later after a"
                + " delete comes back. ALTER TABLE shop.orders WITH gc_grace_seconds = 2592000.");
  }

  @Test
  void quotesNamesInStatementsAsCqlNeedsIt() {
    TableMetadata table =
        TestTables.table(new TableName("shop", "Orders"), Map.of("qty", DataTypes.INT));
    assertThat(
            new TableCheck(
                    TestTables.keyspace(table, ONE),
                    table,
                    ScyllaTableOptions.parse(repair(3_600), null),
                    DroppedColumns.NONE,
                    A_WEEK)
                .problems(clock()))
        .singleElement()
        .asString()
        .contains("ALTER TABLE shop.\"Orders\" WITH tombstone_gc");
  }

  @Test
  void refusesAColumnThatWasDroppedWhenRowsMayStillComeFromBefore() {
    assertThat(dropped("qty", NOW.minus(Duration.ofDays(6)), A_WEEK))
        .containsExactly(
            "column 'qty' of shop.orders was dropped at 2026-11-24T00:00:00Z and added again, so"
                + " that the server hides every value in it with a write timestamp up to then,"
                + " permanently; DROP it, and have a column of another name or another table take"
                + " the values");
    assertThat(dropped("qty", NOW.minus(Duration.ofDays(8)), A_WEEK)).isEmpty();
    assertThat(dropped("other", NOW, A_WEEK)).isEmpty();
  }

  @Test
  void refusesItHoweverLongAgoWhereWriteTimestampsAreMadeOfOffsets() {
    Lateness byOffset = new Lateness(Duration.ofDays(7), true);
    assertThat(dropped("qty", Instant.parse("2008-01-01T00:00:00Z"), byOffset)).hasSize(1);
    assertThat(dropped("qty", Instant.EPOCH, byOffset)).isEmpty();
  }

  private static List<String> dropped(String column, Instant at, Lateness lateness) {
    return new TableCheck(
            TestTables.keyspace(table(Map.of())),
            table(Map.of()),
            ScyllaTableOptions.NONE,
            new DroppedColumns(Map.of(column, at.toEpochMilli() * 1_000)),
            lateness)
        .problems(clock());
  }

  private static List<String> problems(String createTable, String consistency) {
    return new TableCheck(
            TestTables.keyspace(table(Map.of())),
            table(Map.of()),
            ScyllaTableOptions.parse(createTable, consistency),
            DroppedColumns.NONE,
            A_WEEK)
        .problems(clock());
  }

  private static TableCheck check(
      String createTable,
      Map<String, String> replication,
      Map<String, Object> options,
      Lateness lateness) {
    return new TableCheck(
        TestTables.keyspace(table(options), replication),
        table(options),
        ScyllaTableOptions.parse(createTable, null),
        DroppedColumns.NONE,
        lateness);
  }

  private static TableMetadata table(Map<String, Object> options) {
    return TestTables.with(
        options, TestTables.table(new TableName("shop", "orders"), Map.of("qty", DataTypes.INT)));
  }

  /** As the server shows it after the other options of a table. */
  private static String repair(long delay) {
    return "CREATE TABLE shop.orders (pk text PRIMARY KEY, qty int) WITH gc_grace_seconds = 864000"
        + "\n    AND speculative_retry = '99.0PERCENTILE'\n    AND tombstone_gc = {'mode':"
        + " 'repair', 'propagation_delay_in_seconds': '"
        + delay
        + "'};";
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }
}
