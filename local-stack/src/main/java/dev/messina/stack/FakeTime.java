package dev.messina.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A clock that a service is made to believe in: it begins some time behind the machine's and runs
 * faster. The machine and every other service keep their own time.
 *
 * <p>It takes the library of Debian's package {@code faketime}, which is preloaded into the
 * service. All timers of the service run faster as well, those of its connections too.
 *
 * @param behind how far behind the machine's clock it begins; what the service writes down then
 *     lies in the past for the others, of whom some refuse what lies in the future
 * @param speed how many of its seconds pass in one second, from 1 on
 */
public record FakeTime(Duration behind, int speed) {
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
  private static final String EACH_ARCHITECTURE = "{*-linux-gnu*,faketime}";

  public FakeTime {
    if (behind.isNegative() || speed < 1) {
      throw new IllegalArgumentException(
          "A fake clock begins at or behind the real one and runs at least as fast: "
              + behind
              + ", x"
              + speed);
    }
  }

  /** Whether the library is installed here. */
  public static boolean isAvailable() {
    return library().isPresent();
  }

  /** What goes in front of a command, so that it lives by the clock in this file. */
  List<String> wrapping(Path clockFile) {
    Path library =
        library()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "libfaketime is not installed: apt-get install faketime"));
    return List.of(
        "env",
        "LD_PRELOAD=" + library,
        "FAKETIME_TIMESTAMP_FILE=" + clockFile,
        // How many seconds the file is not read again; without a cache it is read at every look.
        "FAKETIME_CACHE_DURATION=1");
  }

  private static Optional<Path> library() {
    if (!Files.isDirectory(LIBRARIES)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(LIBRARIES, EACH_ARCHITECTURE)) {
      for (Path folder : folders) {
        if (Files.exists(folder.resolve(LIBRARY))) {
          return Optional.of(folder.resolve(LIBRARY));
        }
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot look into " + LIBRARIES, unreadable);
    }
  }
}
