package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {
  @TempDir Path folder;
  private Roster roster;

  @BeforeEach
  void openRoster() {
    roster = new Roster(new StateFile(folder.resolve("stack.json")));
  }

  @AfterEach
  void closeRoster() {
    roster.stopAll();
  }

  @Test
  void reportsADeathWithExitCodeAndTheEndOfTheLog() {
    ServiceProcess service = started("echo first; echo second; exit 3");
    assertThatThrownBy(service::awaitHealthy)
        .isInstanceOf(ServiceFailedException.class)
        .hasMessageStartingWith("shell died before it answered, exit code 3. Its log is ")
        .hasMessageEndingWith("\n  first\n  second");
  }

  @Test
  void refusesToStartTwice() {
    ServiceProcess service = started("exec sleep 600");
    assertThatThrownBy(service::start)
        .hasMessage("shell is already running as pid " + service.pid() + ": stop it first");
  }

  @Test
  void refusesToStartWhenTheStackIsClosed() {
    ServiceProcess service = started("exec sleep 600");
    roster.stopAll();
    assertThat(service.isRunning()).isFalse();
    assertThatThrownBy(service::start).hasMessage("shell cannot start: its stack is closed");
  }

  @Test
  void writesDownTheNewProcessAfterARestart() {
    ServiceProcess service = started("exec sleep 600");
    service.kill();
    service.start();
    assertThat(new StateFile(folder.resolve("stack.json")).read())
        .singleElement()
        .extracting(StateFile.Entry::pid)
        .isEqualTo(service.pid());
  }

  @Test
  void isNotHealthyWhenItRunsWithoutAnswering() {
    ServiceProcess service = started("exec sleep 600");
    assertThat(service.isRunning()).isTrue();
    assertThat(service.isHealthy()).isFalse();
  }

  @Test
  void stopsEvenWhenTheCallerIsInterruptedAndTellsItAfterwards() {
    ServiceProcess service = started("exec sleep 600");
    Thread.currentThread().interrupt();
    roster.stopAll();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  void isNoLongerAwaitedWhenTheCallerIsInterrupted() {
    ServiceProcess service = started("exec sleep 600");
    Thread.currentThread().interrupt();
    assertThatThrownBy(service::awaitHealthy)
        .isInstanceOf(ServiceFailedException.class)
        .hasMessage("shell was not waited for: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private ServiceProcess started(String script) {
    String address = "127.0.0.1:" + new FreePorts().next();
    Path log = folder.resolve("shell.log");
    return roster.add(
        new Launch(
            Service.CASSANDRA, "shell", address, List.of("sh", "-c", script), folder, log, false));
  }
}
