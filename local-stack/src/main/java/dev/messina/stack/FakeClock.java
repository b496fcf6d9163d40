package dev.messina.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * The clock of a service that runs with a {@link FakeTime}. It counts from the start of the
 * process: a restart sets it back.
 */
public final class FakeClock {
  private final Path file;

  /** The file need not exist; then the service has the real time. */
  FakeClock(Path file) {
    this.file = file;
  }

  /** Sets it, for the next start of the service. */
  void set(FakeTime time) {
    write(-time.behind().toSeconds(), time.speed());
  }

  /**
   * Steps forward, with all of the service's timers. The service sees it within about a second.
   *
   * @throws IllegalStateException if the service has the real time
   */
  public synchronized void jump(Duration forward) {
    if (forward.isNegative()) {
      throw new IllegalArgumentException("A clock is not turned back: " + forward);
    }
    String[] parts = read().strip().split(" x", 2);
    write(Long.parseLong(parts[0]) + forward.toSeconds(), Integer.parseInt(parts[1]));
  }

  /** In the notation of libfaketime; replaced as a whole, since it is read at any moment. */
  private void write(long offsetSeconds, int speed) {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      Files.writeString(draft, "%+d x%d%n".formatted(offsetSeconds, speed));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("Cannot set the clock in " + file, unwritable);
    }
  }

  private String read() {
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          "The service has the real time: start its stack with a FakeTime");
    }
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read the clock in " + file, unreadable);
    }
  }
}
