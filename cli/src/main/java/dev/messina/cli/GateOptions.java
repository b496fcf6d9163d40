package dev.messina.cli;

import dev.messina.cli.ready.Gate;
import dev.messina.cli.ready.ReadySettings;
import dev.messina.cli.verify.MigrationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What must hold before a table is cut over. */
final class GateOptions {

  @Option(
      names = "--max-lag",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How old the frontier may be; ${DEFAULT-VALUE}.")
  private long lagSeconds;

  @Option(
      names = "--max-verify-age",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "How long ago the verified frontier may lie; ${DEFAULT-VALUE}.")
  private long verifySeconds;

  @Option(
      names = "--waive",
      paramLabel = "NAME",
      description = "A criterion that need not hold: rollback, the only one so far.")
  private Set<String> waived = Set.of();

  @Option(
      names = "--ignore-connector",
      paramLabel = "NAME",
      description = "A sink that writes a table of the same name in another cluster.")
  private Set<String> ignored = Set.of();

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "Where messina verify has left its verdict; below .messina/verify if not said.")
  private Path state;

  GateOptions() {}

  ReadySettings settings(Arguments arguments, MigrationSettings migration) {
    arguments.atLeast("--max-lag", lagSeconds, 1);
    arguments.atLeast("--max-verify-age", verifySeconds, 1);
    for (String name : waived) {
      if (!Gate.WAIVABLE.contains(name)) {
        throw new IllegalArgumentException(
            "--waive is '%s'; only %s can be waived."
                .formatted(name, String.join(", ", new TreeSet<>(Gate.WAIVABLE))));
      }
    }
    return new ReadySettings(
        migration,
        Duration.ofSeconds(lagSeconds),
        Duration.ofSeconds(verifySeconds),
        waived,
        ignored,
        Optional.ofNullable(state));
  }
}
