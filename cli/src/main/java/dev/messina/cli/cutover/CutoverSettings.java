package dev.messina.cli.cutover;

import dev.messina.cli.ready.ReadySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a table is cut over.
 *
 * @param gate what must hold before, and after the drain
 * @param timeout how long the drain, and then the final check, is waited for
 * @param readUnits of DynamoDB a second at most for the final check; 0 for no limit
 * @param archive where the folder of the reports is made; empty for the usual place
 * @param dryRun whether nobody stops writing and nothing is kept
 */
public record CutoverSettings(
    ReadySettings gate,
    Duration timeout,
    double readUnits,
    Optional<Path> archive,
    boolean dryRun) {}
