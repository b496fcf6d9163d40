package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.offset.TableOffset;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connector that comes back with another {@code snapshot.mode} than it began with. */
class SnapshotModeChangeTest {

  private static final int ENOUGH_TURNS = 100;

  private final SourceRun run = new SourceRun();
  private final FakeDynamoDb dynamoDb = run.dynamoDb;

  @BeforeEach
  void liveForAnHour() {
    dynamoDb.enableStream();
    run.put("a", 1);
    run.clock.advance(Duration.ofHours(1));
  }

  /** goes on: nothing but what follows; scans: once more, and follows; else the message. */
  @ParameterizedTest
  @CsvSource({
    "initial, initial, goes on",
    "initial, when_needed, goes on",
    "initial, no_data, goes on",
    "initial, initial_only, would not follow its stream",
    "when_needed, initial, goes on",
    "when_needed, when_needed, goes on",
    "when_needed, no_data, goes on",
    "when_needed, initial_only, would not follow its stream",
    "no_data, initial, scans",
    "no_data, when_needed, scans",
    "no_data, no_data, goes on",
    "no_data, initial_only, would not follow its stream",
    "initial_only, initial, data.loss.policy=resnapshot",
    "initial_only, when_needed, scans",
    "initial_only, no_data, needs a snapshot",
    "initial_only, initial_only, rests"
  })
  void doesWhatTheNewModeAsksOrSaysWhyNot(String before, String after, String expected) {
    run.option("snapshot.mode", before).start();
    run.turns(ENOUGH_TURNS);
    final int scanned = run.scanned().size();
    run.option("snapshot.mode", after).start();
    if (!Set.of("goes on", "scans", "rests").contains(expected)) {
      assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("Table 'orders': snapshot.mode=" + after)
          .hasMessageContaining(expected);
      return;
    }
    run.turns(4 * ENOUGH_TURNS);
    run.put("b", 2);
    run.turns(ENOUGH_TURNS);

    assertThat(run.scanned()).hasSize(expected.equals("scans") ? scanned + 1 : scanned);
    assertThat(run.streamed().stream().anyMatch(change -> change.after().contains("\"b\"")))
        .as("the change is carried over")
        .isEqualTo(!expected.equals("rests"));
    TableOffset settled = run.committedTable();
    run.start();
    run.turns(ENOUGH_TURNS);
    assertThat(run.committedTable()).as("once, and not at each start").isEqualTo(settled);
  }

  @Test
  void theStreamIsFollowedAfterASnapshotAloneWhereThePolicyAllowsAnother() {
    run.option("snapshot.mode", "initial_only").start();
    run.turns(ENOUGH_TURNS);
    run.put("b", 1);
    run.option("snapshot.mode", "initial").option("data.loss.policy", "resnapshot").start();
    run.turns(4 * ENOUGH_TURNS);
    run.put("c", 1);
    run.turns(ENOUGH_TURNS);

    assertThat(run.committedTable().epochs()).hasSize(2);
    assertThat(run.scanned()).hasSize(3);
    assertThat(run.streamed()).anyMatch(change -> change.after().contains("\"c\""));
  }

  @Test
  void aSnapshotThatIsUnderWayIsNotGivenUpByTheWay() {
    for (int i = 0; i < 30; i++) {
      run.put("k" + i, i);
    }
    run.start();
    while (run.scanned().isEmpty()) {
      run.turns(1);
    }
    run.option("snapshot.mode", "no_data").start();
    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("its snapshot is not complete")
        .hasMessageContaining("stop-snapshot");
  }

  @Test
  void aSnapshotOnRequestGoesOnUnderModeNoData() {
    for (int i = 0; i < 30; i++) {
      run.put("k" + i, i);
    }
    run.option("snapshot.mode", "no_data").start();
    run.turns(ENOUGH_TURNS);
    run.signals.give(
        new Signal.ExecuteSnapshot(
            "s", Set.of("orders"), List.of(), new SignalPosition(0, 0, run.clock.millis())));
    while (run.scanned().isEmpty()) {
      run.turns(1);
    }
    run.start();
    run.turns(2 * ENOUGH_TURNS);

    assertThat(run.scanned()).hasSizeGreaterThan(30);
  }
}
