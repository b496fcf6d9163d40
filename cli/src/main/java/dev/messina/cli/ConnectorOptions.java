package dev.messina.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** The two connectors that a command looks at, and the worker that is asked for them. */
final class ConnectorOptions {

  @Option(
      names = "--connect",
      paramLabel = "URL",
      defaultValue = "http://localhost:8083",
      description = "A Connect worker; ${DEFAULT-VALUE} if not said.")
  private URI connect;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description = "The connector that reads the table.")
  private String source;

  @Option(
      names = "--sink",
      required = true,
      paramLabel = "NAME",
      description = "The connector that writes the target.")
  private String sink;

  ConnectorOptions() {}

  URI connect(Arguments arguments) {
    arguments.httpUrl("--connect", connect);
    return connect;
  }

  String source() {
    return source;
  }

  String sink() {
    return sink;
  }
}
