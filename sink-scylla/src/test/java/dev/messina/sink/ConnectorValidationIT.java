package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.stack.CassandraNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user is told before anything is started, asked of a real cluster. */
class ConnectorValidationIT {

  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();

  @BeforeAll
  static void createTables() {
    CQL.execute("CREATE TABLE IF NOT EXISTS shop.fine (pk text PRIMARY KEY, v text)");
    CQL.execute("CREATE TABLE IF NOT EXISTS shop.counted (pk text PRIMARY KEY, hits counter)");
    CQL.execute(
        "CREATE TABLE IF NOT EXISTS shop.odd (pk text, ck text, shared text static, l list<text>,"
            + " PRIMARY KEY (pk, ck)) WITH gc_grace_seconds = 0");
  }

  @Test
  void aSoundConfigurationHasNoErrors() {
    assertThat(errors(Map.of())).isEmpty();
  }

  @Test
  void namesTheNearestTable() {
    assertThat(errors(Map.of("table.name", "shop.fines")))
        .isEqualTo(
            Map.of(
                "table.name",
                List.of(
                    "There is no table 'shop.fines' (did you mean 'fine'?); CREATE TABLE first or"
                        + " correct table.name.")));
  }

  @Test
  void namesTheNearestKeyspace() {
    assertThat(errors(Map.of("table.name", "shopp.fine")))
        .isEqualTo(
            Map.of(
                "table.name",
                List.of(
                    "There is no keyspace 'shopp' (did you mean 'shop'?); CREATE KEYSPACE and"
                        + " CREATE TABLE first or correct table.name.")));
  }

  @Test
  void namesTheDataCentresThatThereAre() {
    assertThat(errors(Map.of("scylladb.local.datacenter", "dc1")))
        .isEqualTo(
            Map.of(
                "scylladb.local.datacenter",
                List.of("The cluster has no data centre 'dc1'; it has datacenter1.")));
  }

  @Test
  void reportsAllErrorsAtOnceEachAtItsOption() {
    assertThat(
            errors(
                Map.of(
                    "scylladb.local.datacenter",
                    "dc1",
                    "table.name",
                    "shop.nothing_like_it",
                    "write.mode",
                    "upsert",
                    "write.inflight.maximum",
                    "5")))
        .containsOnlyKeys(
            "scylladb.local.datacenter", "table.name", "write.mode", "write.inflight.maximum");
  }

  @Test
  void aTableThatMayBeCreatedNeedNotBeThereButItsKeyspaceMust() {
    assertThat(errors(Map.of("schema.evolution", "create", "table.name", "shop.not_yet")))
        .isEmpty();
    assertThat(errors(Map.of("schema.evolution", "add-columns", "table.name", "shop.not_yet")))
        .containsOnlyKeys("table.name");
    assertThat(errors(Map.of("schema.evolution", "create", "table.name", "nowhere.not_yet")))
        .hasEntrySatisfying(
            "table.name",
            messages -> assertThat(messages.get(0)).startsWith("There is no keyspace 'nowhere'"));
  }

  @Test
  void namesAContactPointThatDoesNotAnswer() {
    assertThat(errors(Map.of("scylladb.contact.points", "127.0.0.1:1")))
        .hasEntrySatisfying(
            "scylladb.contact.points",
            messages ->
                assertThat(messages.get(0))
                    .startsWith("None of [127.0.0.1:1] answers (")
                    .doesNotContain("messina-sink-check")
                    .endsWith(
                        "check hosts, ports, whether nodes expect TLS, and that they are up."));
  }

  @Test
  void namesAHostWithoutAnAddress() {
    assertThat(errors(Map.of("scylladb.contact.points", "no-such-host.invalid:9042")))
        .isEqualTo(
            Map.of(
                "scylladb.contact.points",
                List.of(
                    "None of the hosts in [no-such-host.invalid:9042] has an address; correct"
                        + " scylladb.contact.points.")));
  }

  @Test
  void refusesCounters() {
    assertThat(errors(Map.of("table.name", "shop.counted")))
        .isEqualTo(
            Map.of(
                "table.name",
                List.of(
                    "Column 'hits' of shop.counted is a counter, which takes no write timestamp and"
                        + " would count every replay again; create the table with a bigint"
                        + " instead.")));
  }

  @Test
  void refusesWhatCannotBeKeptInStepAndSaysWhy() {
    assertThat(errors(Map.of("table.name", "shop.odd")).get("table.name"))
        .containsExactlyInAnyOrder(
            "Column 'shared' of shop.odd is static, so that rows of one partition would overwrite"
                + " each other's value; create the table without static columns.",
            "Column 'l' of shop.odd is a list that is not frozen, to which a replay would append"
                + " its elements again; create the table with frozen<list<text>>.",
            "Table shop.odd keeps tombstones for 0 s only, so that a late, older row could come"
                + " back after a delete; ALTER TABLE shop.odd WITH gc_grace_seconds = 864000.");
  }

  @Test
  void namesTheChoicesThatTheTableHasNoUseFor() {
    assertThat(errors(Map.of("column.conversions", "v:utf8,v:ms,w:ms,colour:hex")))
        .isEqualTo(
            Map.of(
                "column.conversions",
                List.of(
                    "Column 'v' is text, to which 'ms' does not apply; it is for bigint, duration,"
                        + " time, timestamp.",
                    "There is no column 'w' (did you mean 'v'?); correct its name or remove it.",
                    "There is no column 'colour' (there are 'pk', 'v'); correct its name or remove"
                        + " it.")));
  }

  @Test
  void b12_saysAllThatIsWrongWithAMappingAtItsOption() {
    assertThat(errors(mapping("{key: [pkk], unique: true, columns: {v: {constant: 1}, w: b}}")))
        .isEqualTo(
            Map.of(
                "transforms.row.mapping",
                List.of(
                    "The key of the mapping's rows has 'pkk', which is no primary-key column of"
                        + " shop.fine (did you mean 'pk'?); rename it, or make it part of the"
                        + " table's primary key, since otherwise two items could overwrite each"
                        + " other in one row.",
                    "Nothing in the mapping gives the rows' key the primary-key column 'pk' of"
                        + " shop.fine; name its source in 'columns' or 'split', and the column in"
                        + " 'key' if that is set.",
                    "Table shop.fine has no column 'w', which the mapping fills (did you mean"
                        + " 'v'?); add the column, correct the mapping, or set"
                        + " unknown.columns=ignore.")));
  }

  @Test
  void takesAMappingThatFits() {
    assertThat(errors(mapping("{item_key: [id], columns: {pk: id, v: a.b}, unmapped: ignore}")))
        .isEmpty();
  }

  @Test
  void looksAtTheTableThatOnlyTheMappingNames() {
    Map<String, String> byMapping = new HashMap<>(mapping("table: shop.fines"));
    byMapping.put("table.name.header", "messina.target.table");
    assertThat(errors(byMapping))
        .isEqualTo(
            Map.of(
                "transforms.row.mapping",
                List.of(
                    "There is no table 'shop.fines' (did you mean 'fine'?); CREATE TABLE first or"
                        + " correct transforms.row.mapping.")));
  }

  @Test
  void b14_refusesACounterAtItsTableWhenItIsMappedToo() {
    Map<String, String> counting = new HashMap<>(mapping("columns: {hits: visits}"));
    counting.put("table.name", "shop.counted");
    assertThat(errors(counting)).containsOnlyKeys("table.name");
  }

  private static Map<String, String> mapping(String document) {
    return Map.of(
        "transforms",
        "row",
        "transforms.row.type",
        "dev.messina.transforms.ItemToRow",
        "transforms.row.mapping",
        document);
  }

  private static Map<String, List<String>> errors(Map<String, String> changed) {
    Map<String, String> options = new HashMap<>();
    options.put("name", "orders");
    options.put("connector.class", "dev.messina.sink.ScyllaSinkConnector");
    options.put("topics", "shop.orders");
    options.put("table.name", "shop.fine");
    options.put("scylladb.contact.points", NODE.contactPoint());
    options.put("scylladb.local.datacenter", NODE.localDatacenter());
    options.putAll(changed);
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (ConfigValue value : new ScyllaSinkConnector().validate(options).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
