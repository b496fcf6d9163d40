package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.workload.ChangeWriter;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.ServiceProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On workers that write in transactions, a crash leaves no record twice. */
class ExactlyOnceSourceIT {

  private static final long ITEMS = 600;
  private static Services services;

  @BeforeAll
  static void start() {
    services =
        Services.start(
            "exactly-once-stack",
            builder -> builder.connectProperties(Map.of("exactly.once.source.support", "enabled")));
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @ParameterizedTest
  @CsvSource({"poll, once_by_poll", "connector, once_by_connector"})
  void eachChangeIsReadOnceAfterSigkillInMidSnapshot(String boundary, String table) {
    try (Capture capture = capture(boundary, table);
        ChangeWriter writer =
            capture.writer(table, new ChangeWriter.Settings(7, ITEMS, 900, 40, 0))) {
      capture.deploy();
      writer.start();
      Eventually.isTrue("the snapshot has begun", () -> rows(capture, table) > 30);

      ServiceProcess worker = workerOfTask(capture);
      worker.kill();
      assertThat(rows(capture, table))
          .as("the snapshot was over before the worker was killed")
          .isLessThan(ITEMS / 2);
      worker.start();
      worker.awaitHealthy();

      Eventually.isTrue("the writer is done", writer::isDone);
      Eventually.isTrue("the snapshot is done", () -> capture.segmentsDone(table) == 2);
      capture.awaitSame();
      assertThat(capture.contents(table).copies())
          .isNotEmpty()
          .allSatisfy(ExactlyOnceSourceIT::isOne);
      assertThat(TopicAudit.of(services, "e2e." + table).violations()).isEmpty();
    }
  }

  private static void isOne(String record, int copies) {
    assertThat(copies).as(record).isEqualTo(1);
  }

  private static Capture capture(String boundary, String table) {
    return new Capture(services, table, ITEMS, List.of(table))
        .with("exactly.once.support", "required")
        .with("transaction.boundary", boundary)
        .with("snapshot.segments", "2")
        .with("snapshot.page.limit", "5")
        .with("snapshot.max.rcu", "4");
  }

  private static long rows(Capture capture, String table) {
    return capture.contents(table).changes().stream()
        .filter(change -> change.operation().equals("r"))
        .count();
  }

  private static ServiceProcess workerOfTask(Capture capture) {
    ConnectorStatus.Task task =
        services.connect().status(capture.source().name()).tasks().stream()
            .filter(one -> one.state().equals("RUNNING"))
            .findFirst()
            .orElseThrow();
    return services.worker(task.workerId()).process();
  }
}
