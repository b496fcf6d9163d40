package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.e2e.SharedStack.Services;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does to a source connector through Connect's REST API. */
@ExtendWith(SharedStack.class)
class SourceLifecycleIT {

  private static final long ITEMS = 200;
  private static final Pattern SUGGESTED = Pattern.compile("such as (\\S+Z) ");

  @Test
  void threeTablesArriveWithFiveTasksAndThenWithOne(Services services) {
    List<String> tables = List.of("shared_a", "shared_b", "shared_c");
    try (Capture capture =
        new Capture(services, "shared", ITEMS, tables)
            .with("tasks.max", "5")
            .with("snapshot.segments", "4")) {
      capture.deploy();
      write(capture, tables, 1);
      capture.awaitSame();
      assertThat(capture.tasks().count()).isEqualTo(5);
      assertThat(capture.tasks().configurations())
          .contains("shared_a:0/2", "shared_a:1/2", "shared_b:0/2", "shared_b:1/2", "shared_c:0/1");

      capture.with("tasks.max", "1").deploy();
      Eventually.isTrue(
          "one task runs", () -> capture.tasks().areRunning() && capture.tasks().count() == 1);
      write(capture, tables, 2);
      capture.awaitSame();
      assertThat(capture.tasks().configurations())
          .contains("shared_a:0/1,shared_b:0/1,shared_c:0/1");
      assertWriteTimestamps(services, tables);
    }
  }

  @Test
  void nothingIsLostOverPauseRestartAndStop(Services services) {
    String table = "handled";
    List<String> tables = List.of(table);
    try (Capture capture = new Capture(services, table, ITEMS, tables).with("tasks.max", "2");
        ChangeWriter always =
            capture.writer(table, new ChangeWriter.Settings(3, ITEMS, 1_000, 30, 200))) {
      SourceTasks tasks = capture.tasks();
      capture.deploy();
      always.start();
      awaitChanges(capture, table, 0);

      tasks.order("PUT", "/pause");
      Eventually.isTrue("the source is paused", () -> states(services, capture).contains("PAUSED"));
      long paused = capture.contents(table).changes().size();
      write(capture, tables, 11);
      tasks.order("PUT", "/resume");
      awaitChanges(capture, table, paused);

      tasks.order("POST", "/restart?includeTasks=true");
      write(capture, tables, 12);

      stop(services, tasks);
      long stopped = capture.contents(table).changes().size();
      write(capture, tables, 13);
      tasks.order("PUT", "/resume");
      awaitChanges(capture, table, stopped);

      assertThat(always.isDone()).as("it wrote all the time").isFalse();
      always.releaseRest();
      Eventually.isTrue("the writer is done", always::isDone);
      capture.awaitSame();
      assertWriteTimestamps(services, tables);
    }
  }

  @Test
  void offsetsThatCannotBeAreRefusedAndNothingChanges(Services services) {
    String table = "garbage";
    try (Capture capture = new Capture(services, table, 20, List.of(table))) {
      SourceTasks tasks = capture.tasks();
      capture.deploy();
      capture.awaitSame();
      stop(services, tasks);
      String before = settledOffsets(tasks);

      assertRefused(tasks, offset("table", "{\"epoch\": \"soon\"}"), "kind=table", "garbage");
      assertRefused(tasks, offset("chair", "{\"legs\": 4}"), "kind=chair", "shard");
      String noSuchTable = before.replace("\"garbage\"", "\"elsewhere\"");
      assertRefused(
          tasks, noSuchTable, "elsewhere", "does not carry this table", "docs/offsets.md");
      assertThat(tasks.ask("GET", "/offsets", "").body()).isEqualTo(before);

      assertThat(tasks.ask("PATCH", "/offsets", before))
          .as("what was read can be put back")
          .extracting(SourceTasks.Answer::status)
          .isEqualTo(200);
      tasks.order("PUT", "/resume");
      write(capture, List.of(table), 4);
      capture.awaitSame();
    }
  }

  @Test
  void deletedOffsetsAskForAFloorAndBeginAboveIt(Services services) {
    String table = "forgotten";
    try (Capture capture = new Capture(services, table, ITEMS, List.of(table))) {
      SourceTasks tasks = capture.tasks();
      capture.deploy();
      write(capture, List.of(table), 5);
      capture.awaitSame();
      stop(services, tasks);
      tasks.order("DELETE", "/offsets");
      tasks.order("PUT", "/resume");

      Eventually.isTrue("the task has failed", () -> tasks.status().contains("FAILED"));
      Matcher suggested = SUGGESTED.matcher(tasks.status());
      assertThat(tasks.status()).contains("write.timestamp.min", "e2e.forgotten");
      assertThat(suggested.find()).as("no suggestion in %s", tasks.status()).isTrue();
      long highest = capture.contents(table).newestWriteTimestamp();
      long items = capture.items(table).size();

      capture.with("write.timestamp.min", suggested.group(1)).deploy();
      Eventually.isTrue("the source runs", tasks::areRunning);
      Eventually.isTrue("an epoch is committed", () -> capture.epoch(table) > 0);
      long epoch = capture.epoch(table);
      assertThat(epoch).isGreaterThan(highest);
      Eventually.isTrue(
          "every item has been read again", () -> capture.contents(table).rowsAt(epoch) == items);
      write(capture, List.of(table), 6);
      capture.awaitSame();
    }
  }

  private static String offset(String kind, String offset) {
    return """
           {"offsets": [{"partition": {"table": "garbage", "kind": "%s"}, "offset": %s}]}"""
        .formatted(kind, offset);
  }

  private static void assertRefused(SourceTasks tasks, String offsets, String... words) {
    SourceTasks.Answer answer = tasks.ask("PATCH", "/offsets", offsets);
    assertThat(answer.status()).as(answer.body()).isEqualTo(500);
    assertThat(answer.body()).contains(words);
  }

  private static void stop(Services services, SourceTasks tasks) {
    tasks.order("PUT", "/stop");
    Eventually.isTrue(
        "the source is stopped",
        () -> services.connect().status(tasks.connector()).tasks().isEmpty());
  }

  /** The last commit of a task may come after the task has gone from the status. */
  private static String settledOffsets(SourceTasks tasks) {
    AtomicReference<String> last = new AtomicReference<>("");
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              String now = tasks.ask("GET", "/offsets", "").body();
              return now.equals(last.getAndSet(now));
            });
    return last.get();
  }

  private static String states(Services services, Capture capture) {
    return services.connect().status(capture.source().name()).tasks().toString();
  }

  private static void awaitChanges(Capture capture, String table, long before) {
    Eventually.isTrue(
        "changes arrive",
        () -> {
          capture.tasks().rethrowFailure();
          return capture.contents(table).changes().size() > before;
        });
  }

  private static void write(Capture capture, List<String> tables, long seed) {
    for (String table : tables) {
      try (ChangeWriter writer =
          capture.writer(table, new ChangeWriter.Settings(seed, ITEMS, 300, 150, 0))) {
        writer.start();
        Eventually.isTrue("the writer is done", writer::isDone);
      }
    }
  }

  private static void assertWriteTimestamps(Services services, List<String> tables) {
    for (String table : tables) {
      assertThat(TopicAudit.of(services, "e2e." + table).violations()).isEmpty();
    }
  }
}
