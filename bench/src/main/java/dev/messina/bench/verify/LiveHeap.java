package dev.messina.bench.verify;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** What stays in the heap after a collection, at its most while something runs. */
final class LiveHeap implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;

  private final Thread sampler = new Thread(this::sample, "live-heap");
  private volatile boolean ended;
  private volatile long most;

  private LiveHeap() {}

  /**
   * The most bytes that were live while it ran, and all that was live before among them.
   *
   * @param work may run for long; it is slowed down by a collection every tenth of a second
   */
  static long during(Runnable work) {
    LiveHeap heap = new LiveHeap();
    try (heap) {
      heap.sampler.start();
      work.run();
    }
    return heap.most;
  }

  /** What is live now, in bytes. */
  static long now() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void sample() {
    while (!ended) {
      most = Math.max(most, now());
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      sampler.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for the sampler", interrupted);
    }
  }
}
