package dev.messina.cli.repair;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a repair is made.
 *
 * @param most how many items and rows at most, above zero
 * @param patience how long each answer of the source, and the sink's commits, are waited for
 * @param leavesNewer whether differences of class {@code target_newer} are left as they are; else
 *     one of them refuses all
 * @param ignoredConnectors names of sinks that write a table of the same name elsewhere
 * @param trustedTransforms aliases of the sink's transforms that drop no record
 * @param audit a folder for the audit; empty for the usual one
 * @param why what the audit gives as the reason
 */
public record RepairSettings(
    int most,
    Duration patience,
    boolean leavesNewer,
    Set<String> ignoredConnectors,
    Set<String> trustedTransforms,
    Optional<Path> audit,
    String why) {

  public RepairSettings {
    ignoredConnectors = Set.copyOf(ignoredConnectors);
    trustedTransforms = Set.copyOf(trustedTransforms);
  }
}
