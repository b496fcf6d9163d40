package dev.messina.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code messina} command. Exit codes: 0 all is well, 1 not in sync or failed, 2 wrong usage.
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
      "1:not in sync, refused or failed; the output says why",
      "2:wrong usage"
    },
    subcommands = {
      CompareCommand.class,
      DemoCommand.class,
      FrontierCommand.class,
      PreviewCommand.class,
      StackCommand.class,
      StatusCommand.class,
      SweepCommand.class,
      VerifyCommand.class
    })
public final class Messina {

  static final String EXIT_CODES = "%nExit codes:%n";
  static final int FAILED = 1;
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
    return FAILED;
  }

  static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
