package dev.messina.cli.ready;

import dev.messina.cli.verify.MigrationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold of which table.
 *
 * @param migration whose readiness is asked
 * @param lagMost how old the frontier may be
 * @param verifiedMost how long ago the verified frontier may lie
 * @param waived names of criteria that need not hold
 * @param ignoredConnectors names of sinks that write a table of the same name elsewhere
 * @param state where {@code messina verify} keeps its verdict; empty for the usual folder
 */
public record ReadySettings(
    MigrationSettings migration,
    Duration lagMost,
    Duration verifiedMost,
    Set<String> waived,
    Set<String> ignoredConnectors,
    Optional<Path> state) {

  public ReadySettings {
    waived = Set.copyOf(waived);
    ignoredConnectors = Set.copyOf(ignoredConnectors);
  }
}
