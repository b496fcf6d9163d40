package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code messina repair}: what {@code verify} finds is mended while the application writes. */
@ExtendWith(SharedStack.class)
class RepairIT {

  private static final int ITEMS = 300;
  private static final int CHANGES = 12_000;
  private static final int CHANGES_PER_SECOND = 40;
  private static final Path FOLDER = Path.of("target", "repair");
  private static final String AUDIT =
      "--audit=" + FOLDER.resolve("audit-" + ProcessHandle.current().pid());

  @Test
  void damagedRowsAreMendedAndNothingElseIsTouched(Services services) {
    try (Migration migration = new Migration(services, "repaired", ITEMS);
        ChangeWriter writer = migration.writer(ITEMS, CHANGES, CHANGES_PER_SECOND, 0)) {
      for (int number = 0; number < 6; number++) {
        migration.put(item(number, "first"));
      }
      migration.put(ItemGenerator.key("kept", "1"));
      migration.deploy();
      migration.drain();
      writer.start();

      DamagedRows rows = new DamagedRows(services.cql(), migration.targetName());
      rows.remove(key(1));
      rows.change(key(2));
      rows.clear(key(3));
      addOrphan(services.cql(), migration.targetName(), "nobody");
      rows.remove(key(4));
      Path differences = differences(services, migration, "differences.jsonl");
      migration.put(item(4, "second"));

      JsonRun tooMany = repair(services, migration, "apply", differences, "--max-keys", "2");
      assertRefused(tooMany, "too_many");
      JsonRun plan = repair(services, migration, "plan", differences);
      assertThat(plan.exitCode()).as("%s", plan).isZero();
      assertThat(plan.counts("repair", "action")).isEqualTo(Map.of("read_again", 4L, "sweep", 1L));
      assertThat(rowsOf(services.cql(), migration.targetName(), "nobody"))
          .as("a plan does nothing")
          .isEqualTo(1);

      JsonRun applied = repair(services, migration, "apply", differences, "--why", "test");
      assertThat(applied.exitCode()).as("%s", applied).isZero();
      assertThat(applied.summary().path("outcomes")).hasToString("{\"rewritten\":4,\"swept\":1}");
      VerifyRun verified = VerifyRun.of(services, migration);
      assertThat(verified.differences()).isEmpty();
      assertThat(verified.exitCode()).as(verified.told()).isZero();
      assertThat(writer.isDone()).as("the writer was done too early").isFalse();

      JsonRun again = again(services, migration, differences);
      assertThat(again.summary().path("outcomes"))
          .hasToString(
              "{\"absent\":1,\"changed\":1,\"newer\":1,\"owned\":1,\"rewritten\":4,\"swept\":1}");
      assertAudited(applied, again);
      assertNothingIsSweptWhereOthersWrite(services, migration);
      assertRefusals(services, migration);
      writer.rethrowFailure();
    }
  }

  private static void assertAudited(JsonRun... runs) {
    Path file = Path.of(runs[0].summary().path("audit").asText());
    List<JsonNode> lines = JsonRun.lines(read(file));
    assertThat(lines)
        .filteredOn(line -> line.path("type").asText().equals("begin"))
        .hasSize(runs.length)
        .allMatch(line -> line.path("user").asText().equals(System.getProperty("user.name")));
    assertThat(lines).filteredOn(line -> line.path("type").asText().equals("step")).hasSize(5 + 9);
    assertThat(lines.toString()).doesNotContain(" first", " second");
  }

  /**
   * The same once more, and rows besides of which the file says that no item has them. They are
   * looked at again before one is deleted.
   */
  private static JsonRun again(Services services, Migration migration, Path differences) {
    long tomorrow = Instant.now().plus(Duration.ofDays(1)).getEpochSecond() * 1_000_000;
    insert(services.cql(), migration.targetName(), "ahead", tomorrow);
    long orphan = addOrphan(services.cql(), migration.targetName(), "none");
    long other = addOrphan(services.cql(), migration.targetName(), "changed");
    Path more =
        write(
            "more.jsonl",
            extra("kept", "")
                + extra("none", writtenAt(orphan))
                + extra("changed", writtenAt(other - 100))
                + extra("ahead", writtenAt(tomorrow))
                + read(differences));
    JsonRun again = repair(services, migration, "apply", more);
    assertThat(again.exitCode()).as("%s", again).isEqualTo(1);
    assertThat(migration.row(ItemGenerator.key("kept", "1")))
        .as("a row that an item has")
        .isNotNull();
    return again;
  }

  private static void assertNothingIsSweptWhereOthersWrite(Services services, Migration migration) {
    CqlSession cql = services.cql();
    insert(cql, migration.targetName(), "foreign", Instant.now().toEpochMilli() * 1_000 + 1);
    long orphan = addOrphan(cql, migration.targetName(), "no one");
    Path extras =
        write(
            "extras.jsonl",
            extra("foreign", "") + extra("no one", writtenAt(orphan)) + "{\"type\":\"summary\"}");
    JsonRun foreign = repair(services, migration, "apply", extras);
    assertThat(foreign.exitCode()).as("%s", foreign).isEqualTo(1);
    assertThat(foreign.counts("repair", "outcome")).isEqualTo(Map.of("foreign", 1L, "left", 1L));
    assertThat(rowsOf(cql, migration.targetName(), "no one")).isEqualTo(1);
  }

  /** A line that calls a row one without an item. */
  private static String extra(String pk, String more) {
    return """
{"type": "difference", "class": "extra", "row": {"pk": "%s", "sk": "1"}, "since": "%s"%s}
"""
        .formatted(pk, Instant.now(), more);
  }

  private static String writtenAt(long micros) {
    return ", \"write_ts_us\": " + micros;
  }

  private static void assertRefusals(Services services, Migration migration) {
    Path newer =
        write(
            "newer.jsonl",
            """
            {"type": "difference", "class": "target_newer", "item": %s, "since": "%s"}
            {"type": "summary"}"""
                .formatted(Capture.json(key(5)), Instant.now()));
    assertRefused(repair(services, migration, "plan", newer), "target_newer");
    assertRefused(repair(services, migration, "apply", newer), "target_newer");
    JsonRun left = repair(services, migration, "apply", newer, "--leave-target-newer");
    assertThat(left.exitCode()).as("%s", left).isEqualTo(1);
    assertThat(left.counts("repair", "outcome")).isEqualTo(Map.of("left", 1L));

    Path wrongType = write("wrong-type.jsonl", "{\"pk\":{\"N\":\"1\"},\"sk\":{\"N\":\"1\"}}");
    assertRefused(
        run(services, migration, "apply", "--keys", wrongType.toString()), "signal_refused");

    pause(services, migration.source().name());
    Path keys = write("keys.jsonl", Capture.json(key(1)).toString());
    JsonRun paused = run(services, migration, "apply", "--keys", keys.toString());
    assertRefused(paused, "not_running");
    services.connect().resume(migration.source().name());
  }

  private static void pause(Services services, String connector) {
    services.connect().stop(connector);
    Eventually.isTrue(
        "the source is stopped", () -> services.connect().status(connector).tasks().isEmpty());
  }

  private static void assertRefused(JsonRun run, String code) {
    assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
    assertThat(run.summary().path("refused").asText()).as("%s", run).isEqualTo(code);
    assertThat(run.summary().path("reason").asText()).isNotEmpty();
  }

  /** A row that this sink may have written yesterday, of an item that is gone. */
  private static long addOrphan(CqlSession cql, String table, String pk) {
    long yesterday = Instant.now().minus(Duration.ofDays(1)).getEpochSecond() * 1_000_000;
    insert(cql, table, pk, yesterday);
    return yesterday;
  }

  private static void insert(CqlSession cql, String table, String pk, long writeMicros) {
    cql.execute(
        "INSERT INTO " + table + " (pk, sk, status) VALUES (?, 1, 'old') USING TIMESTAMP ?",
        pk,
        writeMicros);
  }

  private static long rowsOf(CqlSession cql, String table, String pk) {
    return cql.execute(
            "SELECT count(*) FROM " + table + " WHERE pk = ? AND sk = ?", pk, new BigDecimal(1))
        .one()
        .getLong(0);
  }

  /** What verify finds, in a file. */
  private static Path differences(Services services, Migration migration, String name) {
    VerifyRun found = VerifyRun.of(services, migration);
    assertThat(found.exitCode()).as(found.told()).isEqualTo(1);
    return write(
        name, found.said().stream().map(JsonNode::toString).collect(Collectors.joining("\n")));
  }

  private static JsonRun repair(
      Services services, Migration migration, String step, Path differences, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--differences", differences.toString()));
    arguments.addAll(Arrays.asList(more));
    return run(services, migration, step, arguments.toArray(String[]::new));
  }

  private static JsonRun run(Services services, Migration migration, String step, String... more) {
    List<String> arguments = new ArrayList<>(List.of("repair", step, "--json"));
    arguments.addAll(List.of("--connect", services.addresses().connect().toString()));
    arguments.addAll(
        List.of("--source", migration.source().name(), "--sink", migration.sink().name()));
    arguments.add(AUDIT);
    arguments.addAll(Arrays.asList(more));
    return JsonRun.of(arguments);
  }

  private static Path write(String name, String text) {
    try {
      return Files.writeString(Files.createDirectories(FOLDER).resolve(name), text + "\n");
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private static Map<String, AttributeValue> key(int number) {
    return ItemGenerator.key("quiet", Integer.toString(number));
  }

  private static Map<String, AttributeValue> item(int number, String status) {
    Map<String, AttributeValue> item = new HashMap<>(key(number));
    item.put("status", AttributeValue.fromS(number + " " + status));
    return item;
  }
}
