package dev.messina.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code messina} command. Exit codes: 0 all is well, 1 something is wrong and told, 2 nothing
 * can be said. What prepares or runs something ({@code demo}, {@code stack}) ends with 1 if it
 * fails.
 */
@Command(
    name = "messina",
    description = "Moves live DynamoDB tables into ScyllaDB through Kafka Connect.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeList = {
      "0:all is well",
      "1:something is wrong; the output says what",
      "2:it cannot be said or done: wrong usage, refused, or no answer"
    },
    subcommands = {
      CompareCommand.class,
      CqlCommand.class,
      CutoverCommand.class,
      DemoCommand.class,
      DlqCommand.class,
      DrainCommand.class,
      EndCommand.class,
      FrontierCommand.class,
      GenerateCompletion.class,
      PlanCommand.class,
      PreviewCommand.class,
      ReadyCommand.class,
      RepairCommand.class,
      SignalCommand.class,
      StackCommand.class,
      StatusCommand.class,
      SweepCommand.class,
      TopicCommand.class,
      VerifyCommand.class
    })
public final class Messina {

  static final String EXIT_CODES = "%nExit codes:%n";
  static final String EXAMPLES = "%nExamples:%n";
  static final int WRONG = 1;
  static final int UNKNOWN = 2;

  Messina() {}

  public static void main(String[] arguments) {
    RunLog.silence();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(commandLine().setOut(out).execute(arguments));
  }

  /** The command with its subcommands, to be executed within this process. */
  public static CommandLine commandLine() {
    return Usage.set(new CommandLine(new Messina()))
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command))
        .setUsageHelpAutoWidth(true);
  }

  private static int failed(Exception failure, CommandLine command) {
    Logger log = LoggerFactory.getLogger(Messina.class);
    log.error("The command has failed", failure);
    command.getErr().println("messina: " + reason(failure));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
