package dev.messina.cli;

import dev.messina.cli.local.Console;
import dev.messina.cli.local.Project;
import dev.messina.stack.LocalStack;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A local stack that this command has started. It is stopped at the end and by Ctrl-C, unless it
 * was to stay up and the command has come to its end.
 */
final class StackRun implements AutoCloseable {

  private final LocalStack stack;
  private final Thread stopAtExit;
  private boolean left;

  private StackRun(LocalStack stack) {
    this.stack = stack;
    this.stopAtExit = new Thread(stack::close, "stop-the-stack");
  }

  /**
   * @param dynamoDb one that is there already; empty to have one started
   * @param mayStay whether {@link #leaveRunning()} may be called
   */
  static StackRun start(
      Project project,
      Path folder,
      int workers,
      Optional<URI> dynamoDb,
      boolean mayStay,
      Console console) {
    LocalStack.Builder builder =
        LocalStack.in(folder)
            .connectWorkers(workers)
            .plugins(project.pluginZips(Version.current()))
            .detached(mayStay)
            .progress(console::line);
    dynamoDb.ifPresent(builder::dynamoDbAt);
    StackRun run = new StackRun(builder.start());
    Runtime.getRuntime().addShutdownHook(run.stopAtExit);
    return run;
  }

  LocalStack stack() {
    return stack;
  }

  void leaveRunning() {
    Runtime.getRuntime().removeShutdownHook(stopAtExit);
    left = true;
  }

  @Override
  public void close() {
    if (!left) {
      stack.close();
    }
  }
}
