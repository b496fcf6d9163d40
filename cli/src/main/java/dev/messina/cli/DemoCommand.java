package dev.messina.cli;

import dev.messina.cli.demo.Commands;
import dev.messina.cli.demo.Demo;
import dev.messina.cli.demo.DemoSettings;
import dev.messina.cli.demo.DemoVerdict;
import dev.messina.cli.local.Console;
import dev.messina.cli.local.GivenDynamoDb;
import dev.messina.cli.local.Project;
import dev.messina.stack.LocalStack;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeList = {
      "0:ready, and in sync",
      "1:not ready or not in sync, or failed",
      "2:wrong usage"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {"  messina demo", "  messina demo --items 3000 --changes 1500 --keep"},
    description = {
      "Copies a DynamoDB table into a CQL table on this machine, while it is written to and a"
          + " worker is killed, and compares the two.",
      "It takes the steps of docs/migrate.md, from messina plan on. The last lines of the output"
          + " are what messina ready says, and the verdict of a comparison of every key."
    })
final class DemoCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);
  private static final int WORKERS = 2;

  /** By fewer no plan could tell which types an attribute has. */
  private static final int ITEMS_LEAST = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dynamodb-endpoint",
      paramLabel = "URL",
      description = {
        "Use the DynamoDB at this address and start none. The demo makes a table there and deletes"
            + " it at the end, and no shards are split or rolled over.",
        "It must take any credentials and have streams."
      })
  private URI dynamoDbEndpoint;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = {
        "Items in the table before the connectors start, 100 or more: the plan is made by them;"
            + " ${DEFAULT-VALUE} if not said."
      })
  private long items;

  @Option(
      names = "--changes",
      paramLabel = "N",
      defaultValue = "6000",
      description = "Changes that are written while they work; ${DEFAULT-VALUE} if not said.")
  private long changes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the items and the changes; ${DEFAULT-VALUE} if not said.")
  private long seed;

  @Option(names = "--no-kill", description = "Let both Connect workers live.")
  private boolean noKill;

  @Option(names = "--keep", description = "Leave the services up at the end.")
  private boolean keep;

  DemoCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    arguments.atLeast("--items", items, ITEMS_LEAST);
    arguments.atLeast("--changes", changes, 0);
    Optional<URI> dynamoDb = Optional.ofNullable(dynamoDbEndpoint);
    dynamoDb.ifPresent(url -> arguments.httpUrl("--dynamodb-endpoint", url));
    DemoSettings settings = new DemoSettings(items, changes, seed, !noKill, keep, dynamoDb);
    Project project = Project.current();
    if (dynamoDb.isPresent()) {
      new GivenDynamoDb(dynamoDb.get()).requireNoTable(Demo.TABLE);
    }
    Path folder = Files.createDirectories(project.home().resolve("target").resolve("demo"));
    Path stackFolder = folder.resolve("stack");
    if (LocalStack.attach(stackFolder).isPresent()) {
      throw new IllegalStateException(
          "The services of an earlier demo are still up; stop them with: "
              + StackGuide.command("stack down", stackFolder, project));
    }
    RunLog.to(folder.resolve("demo.log"));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Console console = new Console(out, System.console() != null);
    console.heading("Starting the local stack");
    String last;
    boolean inSync = false;
    Optional<String> ready = Optional.empty();
    try (StackRun run = StackRun.start(project, stackFolder, WORKERS, dynamoDb, keep, console)) {
      try {
        DemoVerdict verdict =
            new Demo(project, run.stack(), settings, DemoCommand::run, console).run();
        inSync = verdict.isGood();
        ready = verdict.ready().map(yes -> yes ? "ready: yes" : "ready: no");
        last = verdict.compared().toString();
      } catch (RuntimeException failure) {
        LOG.error("The demo has failed", failure);
        last = "NOT IN SYNC: " + Messina.reason(failure);
        console.line("The logs are in " + project.home().relativize(folder) + ".");
      }
      if (keep) {
        console.heading("Still up");
        StackGuide guide = new StackGuide(run.stack(), project);
        guide.printAddresses(console);
        guide.printNextSteps(console, Demo.connectors());
        run.leaveRunning();
      }
    }
    console.plain("");
    ready.ifPresent(console::plain);
    console.plain(last);
    return inSync ? 0 : Messina.WRONG;
  }

  private static Commands.Told run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Messina.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Commands.Told(exitCode, out.toString(), err.toString());
  }
}
