package dev.messina.cli;

import dev.messina.cli.migration.PairName;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The migrations that a command looks at: one by its connectors, or those that a file names. */
final class PairOptions {

  @Option(
      names = "--connect",
      paramLabel = "URL",
      defaultValue = "http://localhost:8083",
      description = "A Connect worker; ${DEFAULT-VALUE} if not said.")
  private URI connect;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The connector that reads the tables.")
  private String source;

  @Option(
      names = "--sink",
      paramLabel = "NAME",
      description = "The connector that writes the target.")
  private String sink;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The table in DynamoDB; all that both connectors carry if not said.")
  private String table;

  @Option(
      names = "--migrations",
      paramLabel = "FILE",
      description = {
        "Several, as JSON: {\"migrations\": [{\"source\": …, \"sink\": …}]}, each with table and"
            + " connect if wanted."
      })
  private Path migrations;

  @Option(
      names = "--dynamodb",
      paramLabel = "URL",
      description = "DynamoDB's address; the source's if not said.")
  private URI dynamoDb;

  PairOptions() {}

  /**
   * @throws ParameterException if they are not named
   * @throws IllegalArgumentException if the file is malformed
   */
  List<PairName> names(Arguments arguments, CommandLine command) {
    arguments.httpUrl("--connect", connect);
    if (migrations != null) {
      if (source != null || sink != null || table != null) {
        throw new ParameterException(command, "Say either --migrations, or --source and --sink.");
      }
      return PairName.read(arguments.file("--migrations", migrations), connect);
    }
    if (source == null || sink == null) {
      throw new ParameterException(command, "Say --source and --sink, or --migrations FILE.");
    }
    return List.of(new PairName(connect, source, sink, Optional.ofNullable(table)));
  }

  /** An address in the place of the sources'. */
  Optional<URI> dynamoDb(Arguments arguments) {
    if (dynamoDb != null) {
      arguments.httpUrl("--dynamodb", dynamoDb);
    }
    return Optional.ofNullable(dynamoDb);
  }
}
