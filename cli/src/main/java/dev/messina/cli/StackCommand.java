package dev.messina.cli;

import dev.messina.cli.local.Console;
import dev.messina.cli.local.Project;
import dev.messina.stack.LocalStack;
import dev.messina.stack.ServiceProcess;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "stack",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = Messina.EXAMPLES,
    footer = {"  messina stack up", "  messina stack status"},
    description =
        "Kafka, Kafka Connect with the built connectors, DynamoDB and Cassandra on this machine.")
final class StackCommand {

  private static final int STOPPED = 1;

  @Spec private CommandSpec spec;

  StackCommand() {}

  @Command(
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      exitCodeListHeading = Messina.EXIT_CODES,
      exitCodeList = {"0:up", "1:failed", "2:wrong usage"},
      description = "Starts the services and leaves them running.")
  int up(
      @Mixin StackFolderOption folder,
      @Option(
              names = "--workers",
              paramLabel = "N",
              defaultValue = "2",
              description = "Connect workers; ${DEFAULT-VALUE} if not said.")
          int workers) {
    new Arguments(spec.subcommands().get("up")).atLeast("--workers", workers, 1);
    Project project = Project.current();
    Console console = console();
    Path home = folder.of(project);
    Optional<LocalStack> running = LocalStack.attach(home);
    if (running.isPresent()) {
      console.plain("The stack is up already.");
      guide(running.get(), project, console);
      return 0;
    }
    console.plain("Starting the local stack in " + home);
    try (StackRun run = StackRun.start(project, home, workers, Optional.empty(), true, console)) {
      guide(run.stack(), project, console);
      run.leaveRunning();
    }
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      exitCodeListHeading = Messina.EXIT_CODES,
      exitCodeList = {"0:stopped, or none ran", "1:failed", "2:wrong usage"},
      description = "Stops the services.")
  int down(@Mixin StackFolderOption folder) {
    Path home = folder.of(Project.current());
    Optional<LocalStack> running = LocalStack.attach(home);
    running.ifPresent(LocalStack::close);
    console().plain((running.isPresent() ? "Stopped the stack in " : "No stack runs in ") + home);
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      exitCodeListHeading = Messina.EXIT_CODES,
      exitCodeList = {"0:all run", "1:one of them does not run", "2:wrong usage"},
      description = "Lists the services.")
  int status(@Mixin StackFolderOption folder) {
    Path home = folder.of(Project.current());
    Console console = console();
    Optional<LocalStack> running = LocalStack.attach(home);
    if (running.isEmpty()) {
      console.plain("No stack runs in " + home + "; messina stack up starts one.");
      return STOPPED;
    }
    List<ServiceProcess> services = running.get().services();
    console.plain(row("SERVICE", "PID", "ADDRESS", "STATE", "MEMORY", "LOG"));
    services.forEach(service -> console.plain(row(service)));
    services.stream()
        .filter(service -> service.name().equals("dynamodb") && service.isRunning())
        .forEach(dynamoDb -> StackGuide.controls(dynamoDb.address()).forEach(console::plain));
    return services.stream().allMatch(ServiceProcess::isRunning) ? 0 : STOPPED;
  }

  private static String row(ServiceProcess service) {
    return row(
        service.name(),
        Long.toString(service.pid()),
        service.address(),
        state(service),
        (service.residentBytes() >> 20) + " MB",
        service.logFile().toString());
  }

  private static String row(String... cells) {
    return "%-12s %-8s %-26s %-10s %-8s %s".formatted((Object[]) cells);
  }

  private static String state(ServiceProcess service) {
    if (!service.isRunning()) {
      return "gone";
    }
    if (service.isSuspended()) {
      return "suspended";
    }
    return service.isHealthy() ? "healthy" : "no answer";
  }

  private static void guide(LocalStack stack, Project project, Console console) {
    StackGuide guide = new StackGuide(stack, project);
    guide.printAddresses(console);
    guide.printNextSteps(console, List.of());
  }

  private static Console console() {
    return new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8), false);
  }
}
