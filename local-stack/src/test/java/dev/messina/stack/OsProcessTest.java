package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OsProcessTest {
  private Process sleeper;

  @BeforeEach
  void startSomething() throws IOException {
    sleeper = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void endIt() {
    sleeper.destroyForcibly();
  }

  @Test
  void aStrangerWithTheSamePidIsNotOursAndSurvives() {
    OsProcess stranger = OsProcess.known(sleeper.pid(), Instant.now().minus(Duration.ofMinutes(5)));
    assertThat(stranger.isRunning()).isFalse();
    stranger.terminate(Duration.ofSeconds(5));
    stranger.kill();
    assertThatThrownBy(stranger::suspend)
        .hasMessage("Pid " + sleeper.pid() + " is not running: start the service first");
    assertThat(sleeper.isAlive()).isTrue();
  }

  @Test
  void findsAProcessAgainByPidAndStart() throws InterruptedException {
    OsProcess known = OsProcess.known(sleeper.pid(), sleeper.info().startInstant().orElseThrow());
    assertThat(known.isRunning()).isTrue();
    known.kill();
    assertThat(known.isRunning()).isFalse();
    // Java knows of its child's end a moment after the operating system does.
    assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsASuspendedProcess() {
    OsProcess process = OsProcess.child(sleeper);
    process.suspend();
    process.terminate(Duration.ofSeconds(30));
    assertThat(process.isRunning()).isFalse();
    assertThat(process.ending()).isEqualTo("exit code 143");
  }

  @Test
  void knowsWhetherItIsSuspended() {
    OsProcess process = OsProcess.child(sleeper);
    process.suspend();
    assertThat(process.isSuspended()).isTrue();
    process.resume();
    assertThat(process.isSuspended()).isFalse();
  }

  @Test
  void countsResidentMemoryOnlyWhileItRuns() {
    OsProcess process = OsProcess.child(sleeper);
    assertThat(process.residentBytes()).isPositive();
    process.kill();
    assertThat(process.residentBytes()).isZero();
  }
}
