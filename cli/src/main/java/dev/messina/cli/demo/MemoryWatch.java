package dev.messina.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers the most memory that the services and this process have held together. */
final class MemoryWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
  private static final Path OWN_STATUS = Path.of("/proc/self/status");

  private final LongSupplier services;
  private final AtomicLong peak = new AtomicLong();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "memory-watch");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param services resident bytes of the services
   */
  MemoryWatch(LongSupplier services) {
    this.services = services;
    var unused = clock.scheduleWithFixedDelay(this::look, 0, 2, TimeUnit.SECONDS);
  }

  long peakBytes() {
    return peak.get();
  }

  private void look() {
    try {
      peak.accumulateAndGet(services.getAsLong() + ownBytes(), Math::max);
    } catch (IOException | RuntimeException unreadable) {
      // a service may vanish between two reads; the next look sees the rest
      LOG.debug("Memory could not be read", unreadable);
    }
  }

  /** Resident bytes of this process; outside Linux the heap has to do. */
  private static long ownBytes() throws IOException {
    if (!Files.exists(OWN_STATUS)) {
      return Runtime.getRuntime().totalMemory();
    }
    return Files.readAllLines(OWN_STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
