package dev.messina.cli;

import dev.messina.cli.repair.RepairSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a repair is made. */
final class RepairOptions {

  @Option(
      names = "--max-keys",
      paramLabel = "N",
      defaultValue = "10000",
      description = "More items and rows than that are refused; ${DEFAULT-VALUE} if not said.")
  private int most;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = {
        "For each answer of the source, and for the sink to write what it has sent;"
            + " ${DEFAULT-VALUE} if not said."
      })
  private long waitSeconds;

  @Option(
      names = "--leave-target-newer",
      description = {
        "Mend the others although rows show write timestamps ahead of the source's. Otherwise one"
            + " such row refuses all."
      })
  private boolean leavesNewer;

  @Mixin private TrustOptions trust;

  @Option(
      names = "--audit",
      paramLabel = "FOLDER",
      description = "Where it is written down; .messina/repair if not said.")
  private Path audit;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "A reason for the audit, such as a ticket.")
  private String why;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "20",
      description = "Lines about single rows without --json; ${DEFAULT-VALUE}.")
  private int shown;

  @Option(names = "--json", description = "One JSON object a line: each row, then the summary.")
  private boolean json;

  RepairOptions() {}

  RepairSettings settings(Arguments arguments) {
    arguments.atLeast("--max-keys", most, 1);
    arguments.atLeast("--wait", waitSeconds, 1);
    arguments.atLeast("--show", shown, 0);
    return new RepairSettings(
        most,
        Duration.ofSeconds(waitSeconds),
        leavesNewer,
        trust.ignoredConnectors(),
        trust.transforms(),
        Optional.ofNullable(audit),
        why);
  }

  int shown() {
    return shown;
  }

  boolean json() {
    return json;
  }
}
