package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.control.Signal.SignalType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each notification of the page about signals is sent by a source that runs. */
class SnapshotNoticesTest {

  private static final int ENOUGH_TURNS = 40;
  private static final int A_MINUTE = 130;
  private static final int LESS_THAN_A_MINUTE = 110;

  private final SourceRun run = new SourceRun().option("notification.topic", "shop.notifications");
  private long signals;

  @BeforeEach
  void writeItems() {
    run.dynamoDb.enableStream();
    for (int item = 0; item < 40; item++) {
      run.put("k" + item, item);
    }
    run.clock.advance(Duration.ofHours(1));
  }

  @Test
  void theFirstSnapshotIsToldToBeginAndToBeComplete() {
    run.start();
    run.turns(LESS_THAN_A_MINUTE);

    assertThat(told()).containsExactly("Initial Snapshot STARTED", "Initial Snapshot COMPLETED");
    run.start();
    run.turns(ENOUGH_TURNS);
    assertThat(told()).as("a task that begins again says nothing of it").hasSize(2);
  }

  @Test
  void aPauseAndItsEndAreToldAndHowFarTheSnapshotHasCome() {
    pauseInTheMiddle();
    run.turns(A_MINUTE);
    signal(new Signal.Plain(SignalType.RESUME_SNAPSHOT, "r", Set.of("orders"), at()));
    run.turns(2 * ENOUGH_TURNS);

    assertThat(told())
        .containsSubsequence(
            "Initial Snapshot STARTED",
            "Signal ACCEPTED",
            "Initial Snapshot PAUSED",
            "Initial Snapshot IN_PROGRESS",
            "Initial Snapshot RESUMED",
            "Initial Snapshot COMPLETED");
    Map<String, String> progress = data("IN_PROGRESS");
    assertThat(progress)
        .containsEntry("current_collection_in_progress", "orders")
        .containsEntry("segments", "1")
        .containsEntry("segments_done", "0");
    assertThat(Integer.parseInt(progress.get("total_rows_scanned"))).isBetween(1, 39);
    assertThat(data("COMPLETED")).containsEntry("total_rows_scanned", "40");
  }

  @Test
  void aSnapshotThatIsStoppedIsAborted() {
    pauseInTheMiddle();
    signal(new Signal.Plain(SignalType.STOP_SNAPSHOT, "s", Set.of("orders"), at()));
    run.turns(ENOUGH_TURNS);

    assertThat(told()).endsWith("Signal ACCEPTED", "Initial Snapshot ABORTED");
    assertThat(data("ABORTED")).containsEntry("reason", "stop-snapshot");
  }

  @Test
  void aSnapshotEndsInFavourOfAnother() {
    pauseInTheMiddle();
    signal(new Signal.Plain(SignalType.RESUME_SNAPSHOT, "r", Set.of("orders"), at()));
    signal(new Signal.ExecuteSnapshot("e", Set.of("orders"), List.of(), at()));
    signal(new Signal.ExecuteSnapshot("f", Set.of("orders"), List.of(), at()));
    run.turns(A_MINUTE);

    assertThat(told())
        .containsSubsequence("Incremental Snapshot STARTED", "Incremental Snapshot COMPLETED");
    long began = told().stream().filter(each -> each.endsWith("STARTED")).count();
    long ended =
        told().stream()
            .filter(each -> each.endsWith("COMPLETED") || each.endsWith("ABORTED"))
            .count();
    assertThat(ended).isEqualTo(began);
  }

  private void pauseInTheMiddle() {
    run.start();
    while (run.scanned().isEmpty()) {
      run.turns(1);
    }
    signal(new Signal.Plain(SignalType.PAUSE_SNAPSHOT, "p", Set.of("orders"), at()));
    run.turns(ENOUGH_TURNS);
    assertThat(run.scanned()).hasSizeLessThan(40);
  }

  private void signal(Signal signal) {
    run.signals.give(signal);
  }

  private SignalPosition at() {
    return new SignalPosition(0, signals++, run.clock.millis() + 1_000);
  }

  private List<String> told() {
    return notifications()
        .map(value -> value.getString("aggregate_type") + " " + value.getString("type"))
        .toList();
  }

  private Map<String, String> data(String type) {
    return notifications()
        .filter(value -> value.getString("type").equals(type))
        .map(value -> value.<String, String>getMap("additional_data"))
        .findFirst()
        .orElseThrow();
  }

  private Stream<Struct> notifications() {
    return run.worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop.notifications"))
        .map(record -> (Struct) record.value());
  }
}
