package dev.messina.cli;

import java.util.Set;
import picocli.CommandLine.Option;

/** What somebody vouches for before rows are deleted. */
final class TrustOptions {

  @Option(
      names = "--trust-transform",
      paramLabel = "ALIAS",
      description = "A transform of the sink that is not known here, but drops no record.")
  private Set<String> transforms = Set.of();

  @Option(
      names = "--ignore-connector",
      paramLabel = "NAME",
      description = "A sink that writes a table of the same name in another cluster.")
  private Set<String> connectors = Set.of();

  TrustOptions() {}

  /** Aliases of transforms that drop no record. */
  Set<String> transforms() {
    return transforms;
  }

  /** Names of sinks that write elsewhere. */
  Set<String> ignoredConnectors() {
    return connectors;
  }
}
