package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.LocalStack;
import dev.messina.stack.ServiceProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On workers that write in transactions, a crash leaves no record twice. */
@ExtendWith(SharedStack.class)
class ExactlyOnceSourceIT {

  private static final long ITEMS = 600;

  /** What ends a transaction. */
  private static final List<String> BOUNDARIES = List.of("poll", "connector");

  @Test
  void eachChangeIsReadOnceAfterSigkillInMidSnapshot(Services shared) {
    try (LocalStack workers =
            shared
                .otherWorker("exactly-once")
                .connectWorkers(2)
                .connectProperties(Map.of("exactly.once.source.support", "enabled"))
                .start();
        Carried poll = Carried.begin(shared.on(workers), BOUNDARIES.get(0));
        Carried connector = Carried.begin(shared.on(workers), BOUNDARIES.get(1))) {
      List<Carried> all = List.of(poll, connector);
      Eventually.isTrue(
          "both snapshots have begun", () -> all.stream().allMatch(one -> one.rows() > 30));

      List<ServiceProcess> killed =
          all.stream()
              .map(Carried::workerOfTask)
              .distinct()
              .map(id -> worker(workers, id))
              .toList();
      killed.forEach(ServiceProcess::kill);
      assertThat(all)
          .as("the snapshot was over before the worker was killed")
          .allMatch(one -> one.rows() < ITEMS / 2);
      killed.forEach(ServiceProcess::start);
      killed.forEach(ServiceProcess::awaitHealthy);

      for (Carried one : all) {
        Eventually.isTrue("the writer is done", one.writer()::isDone);
        Eventually.isTrue(
            "the snapshot is done", () -> one.capture().segmentsDone(one.table()) == 2);
        one.capture().awaitSame();
        assertThat(one.capture().contents(one.table()).copies())
            .isNotEmpty()
            .allSatisfy(ExactlyOnceSourceIT::isOne);
        assertThat(TopicAudit.of(shared, "e2e." + one.table()).violations()).isEmpty();
      }
    }
  }

  /** A table that is written while its snapshot is taken. */
  private record Carried(Services services, String table, Capture capture, ChangeWriter writer)
      implements AutoCloseable {

    static Carried begin(Services services, String boundary) {
      String table = "once_by_" + boundary;
      Capture capture =
          new Capture(services, table, ITEMS, List.of(table))
              .with("exactly.once.support", "required")
              .with("transaction.boundary", boundary)
              // After the crash all workers wait until the transactions that it left open end.
              .with("producer.override.transaction.timeout.ms", "20000")
              .with("snapshot.segments", "2")
              .with("snapshot.page.limit", "5")
              .with("snapshot.max.rcu", "4");
      ChangeWriter writer = capture.writer(table, new ChangeWriter.Settings(7, ITEMS, 900, 40, 0));
      capture.deploy();
      writer.start();
      return new Carried(services, table, capture, writer);
    }

    long rows() {
      return capture.contents(table).changes().stream()
          .filter(change -> change.operation().equals("r"))
          .count();
    }

    String workerOfTask() {
      return services.connect().status(capture.source().name()).tasks().stream()
          .filter(task -> task.state().equals("RUNNING"))
          .map(ConnectorStatus.Task::workerId)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void close() {
      writer.close();
      capture.close();
    }
  }

  private static ServiceProcess worker(LocalStack workers, String id) {
    return workers.connect().workers().stream()
        .filter(worker -> worker.url().getAuthority().equals(id))
        .findFirst()
        .orElseThrow()
        .process();
  }

  private static void isOne(String record, int copies) {
    assertThat(copies).as(record).isEqualTo(1);
  }
}
