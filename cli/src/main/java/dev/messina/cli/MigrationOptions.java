package dev.messina.cli;

import dev.messina.cli.verify.MigrationSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The table on its way, where the connectors do not tell it. */
final class MigrationOptions {

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The table in DynamoDB; the source's only one if not said.")
  private String table;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "The mapping, where the sink has it from a config provider.")
  private Path mapping;

  @Option(
      names = "--dynamodb",
      paramLabel = "URL",
      description = "DynamoDB's address; the source's if not said.")
  private URI dynamoDb;

  MigrationOptions() {}

  MigrationSettings settings(Arguments arguments, ConnectorOptions connectors, AccessOptions access)
      throws IOException {
    return settings(
        arguments, connectors.connect(arguments), connectors.source(), connectors.sink(), access);
  }

  MigrationSettings settings(
      Arguments arguments, URI connect, String source, String sink, AccessOptions access)
      throws IOException {
    if (dynamoDb != null) {
      arguments.httpUrl("--dynamodb", dynamoDb);
    }
    if (mapping != null) {
      arguments.file("--mapping", mapping);
    }
    return new MigrationSettings(
        connect,
        source,
        sink,
        Optional.ofNullable(table),
        Optional.ofNullable(mapping),
        access.access(arguments),
        Optional.ofNullable(dynamoDb));
  }
}
