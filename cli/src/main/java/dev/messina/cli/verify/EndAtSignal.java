package dev.messina.cli.verify;

import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a run that goes on for ever end well at Ctrl-C, SIGINT or SIGTERM: the generation that runs
 * comes to its end, and what was found is told. Before the first generation has ended there is
 * nothing to tell, and the process ends at once.
 */
public final class EndAtSignal implements Progress, AutoCloseable {

  /** A generation takes a second or so, unless the topic has run far ahead. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "end-verify");
  private volatile boolean asked;
  private boolean hooked;

  /** Whether the process is to end. */
  public boolean isAsked() {
    return asked;
  }

  private void end() {
    asked = true;
    try {
      if (!told.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        System.err.println("A generation takes too long to be waited for; nothing is told.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void phase(String words) {
    // Only generations can be told.
  }

  @Override
  public void reached(long done, long expected) {
    // Only generations can be told.
  }

  @Override
  public synchronized void generation(Generation ended) {
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /** All is told, or never will be. */
  @Override
  public synchronized void close() {
    told.countDown();
    if (hooked && !asked) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
