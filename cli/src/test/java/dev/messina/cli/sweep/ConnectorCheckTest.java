package dev.messina.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectorCheckTest {

  @Test
  void aConnectorThatRunsOrIsStoppedWillDo() {
    assertThat(ConnectorCheck.refusal(status("RUNNING", "RUNNING"))).isEmpty();
    assertThat(ConnectorCheck.refusal(status("PAUSED", "PAUSED"))).isEmpty();
    assertThat(
            ConnectorCheck.refusal(
                new ConnectorStatus("w", "STOPPED", "a:1", Optional.empty(), List.of())))
        .isEmpty();
  }

  @Test
  void aFailedTaskIsRefusedWithItsFailure() {
    assertThat(ConnectorCheck.refusal(status("RUNNING", "FAILED")))
        .contains(
            new Readiness.Refused(
                Refusal.FAILED_CONNECTOR,
                "Task 0 of connector w has failed: no trace given. Put that right first, then"
                    + " try again."));
    assertThat(ConnectorCheck.refusal(status("FAILED", "RUNNING"))).isPresent();
  }

  private static ConnectorStatus status(String connector, String task) {
    return new ConnectorStatus(
        "w",
        connector,
        "a:1",
        Optional.empty(),
        List.of(new ConnectorStatus.Task(0, task, "a:1", Optional.empty())));
  }
}
