package dev.messina.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One service as one process of the operating system. Whatever happens to the process, its name,
 * address, data and log file stay the same.
 *
 * <p>All methods may be called from any thread. Those that ask the service something throw {@link
 * ServiceFailedException} when they are interrupted, and keep the interruption; those that change
 * the process finish their work first.
 */
public final class ServiceProcess {
  private static final Duration START_PATIENCE = Duration.ofSeconds(120);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_MS = 100;

  private final Launch launch;
  private final HealthCheck health;
  private final Roster roster;
  private final SuspendGuard guard = new SuspendGuard();
  private volatile OsProcess current;

  ServiceProcess(Launch launch, OsProcess current, Roster roster) {
    this.launch = launch;
    this.health = launch.kind().healthCheck(launch.address());
    this.current = current;
    this.roster = roster;
  }

  /** Unique in the stack: {@code kafka}, {@code connect-2}. */
  public String name() {
    return launch.name();
  }

  public Service kind() {
    return launch.kind();
  }

  /** Where clients connect: {@code host:port}, or the URL of a service that speaks HTTP. */
  public String address() {
    return launch.address();
  }

  /** Standard output and error of all its lives. */
  public Path logFile() {
    return launch.log();
  }

  /** Of the present process, or of the last one. */
  public long pid() {
    return current.pid();
  }

  /** Whether the process exists; a suspended one does. */
  public boolean isRunning() {
    return current.isRunning();
  }

  public boolean isSuspended() {
    return current.isSuspended();
  }

  /**
   * One question to the service; false also when it is suspended. Takes up to about ten seconds.
   */
  public boolean isHealthy() {
    return isRunning() && interruptibly(() -> complaint().isEmpty());
  }

  /** Resident memory in bytes, 0 when it is not running. */
  public long residentBytes() {
    return current.residentBytes();
  }

  /**
   * Starts it again on the same port and data, without waiting for it: {@link #awaitHealthy()}.
   *
   * @throws IllegalStateException when it is running or the stack is closed
   */
  public synchronized void start() {
    if (isRunning()) {
      throw new IllegalStateException(
          name() + " is already running as pid " + pid() + ": stop it first");
    }
    current = roster.spawn(launch);
    roster.save();
  }

  /**
   * SIGTERM, and SIGKILL after 20 s. Returns when the process is gone; does nothing without one.
   */
  public synchronized void stop() {
    guard.release();
    current.terminate(STOP_PATIENCE);
  }

  /** SIGKILL. Returns when the process is gone; does nothing without one. */
  public synchronized void kill() {
    current.kill();
    guard.release();
  }

  /**
   * SIGSTOP: connections stay open, nothing is answered, until {@link #resume()}. Unless its stack
   * is detached, it is woken when this process ends.
   */
  public synchronized void suspend() {
    if (launch.leashed()) {
      guard.watch(pid());
    }
    current.suspend();
  }

  /** SIGCONT. */
  public synchronized void resume() {
    current.resume();
    guard.release();
  }

  /** Stops it if it runs, starts it and waits until it answers. */
  public void restart() {
    stop();
    start();
    awaitHealthy();
  }

  /**
   * Waits until it answers, at most two minutes.
   *
   * @return how long that took
   * @throws ServiceFailedException when it dies or does not answer; with the tail of its log
   */
  public Duration awaitHealthy() {
    return interruptibly(this::pollUntilHealthy);
  }

  /** Begins a {@link #stop()} without waiting for its end. */
  synchronized void askToStop() {
    guard.release();
    current.askToEnd();
  }

  OsProcess current() {
    return current;
  }

  Launch launch() {
    return launch;
  }

  private Duration pollUntilHealthy() throws InterruptedException {
    long begin = System.nanoTime();
    for (String complaint = complaint(); !complaint.isEmpty(); complaint = complaint()) {
      OsProcess awaited = current;
      if (!awaited.isRunning()) {
        throw failed(name() + " died before it answered, " + awaited.ending());
      }
      if (System.nanoTime() - begin > START_PATIENCE.toNanos()) {
        throw failed(
            name() + " did not answer within " + START_PATIENCE.toSeconds() + " s: " + complaint);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** What is wrong with it, empty when nothing is. */
  private String complaint() throws InterruptedException {
    try {
      health.check();
      return "";
    } catch (IOException silence) {
      return silence.toString();
    }
  }

  private ServiceFailedException failed(String what) {
    try {
      return ServiceFailedException.withTail(what, logFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(what + ", and its log is unreadable", unreadable);
    }
  }

  private <T> T interruptibly(Question<T> question) {
    try {
      return question.ask();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ServiceFailedException(name() + " was not waited for: interrupted", interrupted);
    }
  }

  /** Something whose answer takes its time. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws InterruptedException;
  }
}
