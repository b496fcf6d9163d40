package dev.messina.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One process of the operating system, recognised by its pid and by the instant it started.
 *
 * <p>Pids are used again. A process that has the pid but began at another time is a stranger: it
 * counts as not running and is never signalled.
 */
final class OsProcess {
  /** The operating system counts from its boot, whose own time moves a little with the clock. */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_MS = 20;

  private final long pid;
  private final Instant startedAt;
  private final Supplier<String> ending;

  private OsProcess(long pid, Instant startedAt, Supplier<String> ending) {
    this.pid = pid;
    this.startedAt = startedAt;
    this.ending = ending;
  }

  /** A child of ours. It stays referenced from here, which keeps its standard input open. */
  static OsProcess child(Process process) {
    Instant startedAt = process.info().startInstant().orElseGet(Instant::now);
    return new OsProcess(process.pid(), startedAt, () -> ending(process));
  }

  /** A process is gone a moment before its exit code is known. */
  private static String ending(Process process) {
    try {
      return process.waitFor(1, TimeUnit.SECONDS)
          ? "exit code " + process.exitValue()
          : "no exit code yet";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "no exit code yet";
    }
  }

  /** A process that somebody else started; it may have ended long ago. */
  static OsProcess known(long pid, Instant startedAt) {
    return new OsProcess(pid, startedAt, () -> "exit code unknown, another process started it");
  }

  long pid() {
    return pid;
  }

  Instant startedAt() {
    return startedAt;
  }

  /** How it ended, in words: {@code exit code 1}. */
  String ending() {
    return ending.get();
  }

  boolean isRunning() {
    return handle().isPresent() && !ProcessTable.isZombie(pid);
  }

  boolean isSuspended() {
    return isRunning() && ProcessTable.isSuspended(pid);
  }

  long residentBytes() {
    return isRunning() ? ProcessTable.residentBytes(pid) : 0;
  }

  /** SIGSTOP; returns when it stands still. */
  void suspend() {
    signal("STOP");
    await(() -> isSuspended() || !isRunning(), SIGNAL_PATIENCE);
  }

  /** SIGCONT; returns when it moves again. */
  void resume() {
    signal("CONT");
    await(() -> !isSuspended(), SIGNAL_PATIENCE);
  }

  /** SIGTERM, which a suspended process would not act upon. */
  void askToEnd() {
    if (isSuspended()) {
      ProcessTable.signal(pid, "CONT");
    }
    handle().ifPresent(ProcessHandle::destroy);
  }

  /** Asks it to end, and kills it if it has not done so in time; returns when it is gone. */
  void terminate(Duration patience) {
    askToEnd();
    if (!await(() -> !isRunning(), patience)) {
      kill();
    }
  }

  /** Returns when it is gone. */
  void kill() {
    handle().ifPresent(ProcessHandle::destroyForcibly);
    if (!await(() -> !isRunning(), SIGNAL_PATIENCE)) {
      throw new IllegalStateException(
          "Pid " + pid + " survives SIGKILL: it hangs in the kernel, look at the disk");
    }
  }

  private void signal(String signal) {
    if (!isRunning()) {
      throw new IllegalStateException("Pid " + pid + " is not running: start the service first");
    }
    ProcessTable.signal(pid, signal);
  }

  /**
   * Whether it came true in time. An interruption is kept for later: it must not make a caller who
   * is clearing up leave half of the processes behind.
   */
  private static boolean await(BooleanSupplier event, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    boolean happened = event.getAsBoolean();
    while (!happened && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException later) {
        interrupted = true;
      }
      happened = event.getAsBoolean();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return happened;
  }

  private Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::beganWhenOursDid);
  }

  private boolean beganWhenOursDid(ProcessHandle candidate) {
    return candidate
        .info()
        .startInstant()
        .map(began -> Duration.between(began, startedAt).abs().compareTo(SAME_START) <= 0)
        .orElse(false);
  }
}
