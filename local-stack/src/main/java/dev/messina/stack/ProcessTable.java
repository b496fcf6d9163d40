package dev.messina.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the JDK does not tell of a process: its memory, whether it is a zombie, other signals. */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc/self");
  private static final long KILOBYTE = 1024;

  private ProcessTable() {}

  /**
   * Ended, but not yet collected by its parent: in a container without an init it may stay so.
   * While other threads of the process still end, and hold its files and ports, it counts as
   * running.
   */
  static boolean isZombie(long pid) {
    return column(pid, "State", "state").startsWith("Z")
        && (!Files.exists(PROC) || column(pid, "Threads", "").equals("1"));
  }

  static boolean isSuspended(long pid) {
    return column(pid, "State", "state").startsWith("T");
  }

  /** 0 when it has ended meanwhile. */
  static long residentBytes(long pid) {
    String kilobytes = column(pid, "VmRSS", "rss").replace("kB", "").strip();
    return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * KILOBYTE;
  }

  /** Every shell has {@code kill}; a slim container may have no program of that name. */
  static void signal(long pid, String signal) {
    output("sh", "-c", "kill -" + signal + " " + pid);
  }

  /** From /proc where there is one (Linux), else from ps; empty when there is no such process. */
  private static String column(long pid, String procName, String psName) {
    if (!Files.exists(PROC)) {
      return output("ps", "-o", psName + "=", "-p", Long.toString(pid)).strip();
    }
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)
          .stream()
          .filter(line -> line.startsWith(procName + ":"))
          .map(line -> line.substring(procName.length() + 1).strip())
          .findFirst()
          .orElse("");
    } catch (NoSuchFileException ended) {
      return "";
    } catch (IOException unreadable) {
      // The kernel answers "no such process" when it ends between opening and reading.
      if (ProcessHandle.of(pid).isEmpty()) {
        return "";
      }
      throw new UncheckedIOException("Cannot read the status of pid " + pid, unreadable);
    }
  }

  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.onExit().join();
      return output;
    } catch (IOException unusable) {
      throw new UncheckedIOException("Cannot run " + String.join(" ", command), unusable);
    }
  }
}
