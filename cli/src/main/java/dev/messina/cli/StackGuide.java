package dev.messina.cli;

import dev.messina.cli.local.Console;
import dev.messina.cli.local.Project;
import dev.messina.stack.DynamoDbServer;
import dev.messina.stack.LocalStack;
import java.nio.file.Path;
import java.util.List;

/** Where the services of a stack are, and what to try on them. */
record StackGuide(LocalStack stack, Project project) {

  /** The folder that {@code stack up} uses if it isn't told another one. */
  static Path defaultFolder(Project project) {
    return project.home().resolve(".messina").resolve("stack");
  }

  void printAddresses(Console console) {
    console.line("Kafka           " + stack.kafka().bootstrapServers());
    stack.connect().workers().forEach(worker -> console.line("Kafka Connect   " + worker.url()));
    if (stack.hasDynamoDb()) {
      console.line("DynamoDB        " + stack.dynamoDb().endpoint());
    }
    console.line(
        "Cassandra       %s, data centre %s"
            .formatted(stack.cassandra().contactPoint(), stack.cassandra().localDatacenter()));
    console.line("logs            " + stack.folder().resolve("logs"));
  }

  /**
   * @param connectors names of connectors that have been posted
   */
  void printNextSteps(Console console, List<String> connectors) {
    String connect = stack.connect().url().toString();
    console.line("");
    console.line("To try next:");
    console.line("  curl -s " + connect + "/connector-plugins");
    connectors.forEach(
        name -> {
          console.line("  curl -s " + connect + "/connectors/" + name + "/status");
          console.line("  curl -s " + connect + "/connectors/" + name + "/offsets");
        });
    if (stack.hasDynamoDb()) {
      printDynamoDb(console, stack.dynamoDb());
    }
    console.line(
        "  %s cql --contact-points %s 'SELECT release_version FROM system.local'"
            .formatted(launcher(project), stack.cassandra().contactPoint()));
    console.line("  " + command("stack status", stack.folder(), project));
    console.line("  " + command("stack down", stack.folder(), project));
  }

  private static void printDynamoDb(Console console, DynamoDbServer dynamoDb) {
    console.line(
        "  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws dynamodb list-tables"
            + " --region us-east-1 --endpoint-url "
            + dynamoDb.endpoint());
    if (dynamoDb.own().isPresent()) {
      controls(dynamoDb.endpoint().toString()).forEach(console::line);
    }
  }

  /** Commands that make a local DynamoDB do what no account offers. */
  static List<String> controls(String dynamoDb) {
    String control = "curl -s " + dynamoDb + "/control/";
    return List.of(
        "  # split every shard of a table's stream, roll it over, let five hours pass",
        "  " + control + "streams/split -d '{\"table\": \"NAME\"}'",
        "  " + control + "streams/roll-over -d '{\"table\": \"NAME\"}'",
        "  " + control + "clock -d '{\"jump\": \"PT5H\"}'");
  }

  /** A command on the stack in a folder, as it is typed in the current one. */
  static String command(String verb, Path folder, Project project) {
    Path here = Path.of("").toAbsolutePath();
    String launcher = launcher(project);
    if (folder.equals(defaultFolder(project))) {
      return launcher + " " + verb;
    }
    Path shown = folder.startsWith(here) ? here.relativize(folder) : folder;
    return launcher + " " + verb + " --in " + shown;
  }

  private static String launcher(Project project) {
    return Path.of("").toAbsolutePath().equals(project.home())
        ? "./messina"
        : project.home().resolve("messina").toString();
  }
}
