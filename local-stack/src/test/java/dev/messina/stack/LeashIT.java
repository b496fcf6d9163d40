package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the services when the process that started them ends. */
class LeashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Process owner;

  @AfterEach
  void leaveNothingBehind() {
    owner.destroyForcibly();
    LocalStack.attach(folder).ifPresent(LocalStack::close);
  }

  @Test
  void servicesEndWhenTheirOwnerIsKilled() throws Exception {
    owner = ownerOf("leashed");
    ServiceProcess service = attached().dynamoDb().process();
    assertThat(service.isHealthy()).isTrue();

    owner.destroyForcibly().waitFor();

    await().atMost(PATIENCE).until(() -> !service.isRunning());
    assertThat(LocalStack.attach(folder)).isEmpty();
  }

  @Test
  void aSuspendedServiceEndsWithItsOwnerToo() throws Exception {
    owner = ownerOf("suspended");
    ServiceProcess service = attached().dynamoDb().process();
    assertThat(service.isSuspended()).isTrue();

    owner.destroyForcibly().waitFor();

    await().atMost(PATIENCE).until(() -> !service.isRunning());
  }

  @Test
  void servicesEndWhenTheirOwnerIsInterruptedAtTheTerminal() throws Exception {
    owner = ownerOf("leashed");
    ServiceProcess service = attached().dynamoDb().process();

    ProcessTable.signal(owner.pid(), "INT");

    assertThat(owner.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(service.isRunning()).isFalse();
    assertThat(folder.resolve("stack.json")).doesNotExist();
  }

  @Test
  void aDetachedStackOutlivesItsOwnerUntilSomebodyClosesIt() throws Exception {
    owner = ownerOf("detached");
    assertThat(owner.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    LocalStack stack = attached();
    ServiceProcess service = stack.dynamoDb().process();
    assertThat(service.isHealthy()).isTrue();
    long firstPid = service.pid();
    service.kill();
    service.restart();
    assertThat(service.pid()).isNotEqualTo(firstPid);
    assertThat(attached().dynamoDb().process().pid()).isEqualTo(service.pid());

    stack.close();
    assertThat(service.isRunning()).isFalse();
    assertThat(LocalStack.attach(folder)).isEmpty();
  }

  private LocalStack attached() {
    return LocalStack.attach(folder).orElseThrow();
  }

  /** Returns when the stack of that process is up. */
  private Process ownerOf(String kind) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process started =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                StackOwner.class.getName(),
                folder.toString(),
                kind)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = started.inputReader();
    assertThat(output.readLine()).isEqualTo("up");
    return started;
  }
}
