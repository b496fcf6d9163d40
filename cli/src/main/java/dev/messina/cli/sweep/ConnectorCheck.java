package dev.messina.cli.sweep;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.sweep.Readiness.Refused;
import java.util.Optional;

/**
 * Whether a connector has failed. One that is stopped or paused will do: its offsets say what it
 * has done.
 */
final class ConnectorCheck {

  private ConnectorCheck() {}

  static Optional<Refused> refusal(ConnectorStatus status) {
    return status
        .firstFailure()
        .map(
            failure ->
                new Refused(
                    Refusal.FAILED_CONNECTOR, failure + ". Put that right first, then try again."));
  }
}
