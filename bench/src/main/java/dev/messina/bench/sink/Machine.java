package dev.messina.bench.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the whole machine does, other programs included. Linux tells it, others do not. */
final class Machine {

  private static final Path STAT = Path.of("/proc/stat");
  private static final Path OWN_THREADS = Path.of("/proc/self/task");
  private static final long TICK_NANOS = 10_000_000;

  /** User, nice, system, interrupts (twice), and what other guests of the host took. */
  private static final int[] BUSY_FIELDS = {1, 2, 3, 6, 7, 8};

  /** Counted from the one behind the name. */
  private static final int USER_FIELD = 11;

  private Machine() {}

  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Processor time that was used since it was started; 0 where that cannot be known. */
  static long busyNanos() throws IOException {
    if (!Files.exists(STAT)) {
      return 0;
    }
    String total = Files.readAllLines(STAT, StandardCharsets.US_ASCII).get(0);
    String[] fields = total.split(" +", -1);
    return IntStream.of(BUSY_FIELDS).mapToLong(field -> Long.parseLong(fields[field])).sum()
        * TICK_NANOS;
  }

  /** Processor time of a process, in steps of ten milliseconds. */
  static long cpuNanos(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("Process " + pid + " has ended"))
        .toNanos();
  }

  /** Processor time of the threads of this process whose names begin so; 0 where it is unknown. */
  static long ownThreadsNanos(String... names) {
    if (!Files.exists(OWN_THREADS)) {
      return 0;
    }
    try (Stream<Path> threads = Files.list(OWN_THREADS)) {
      return threads.mapToLong(thread -> ticks(thread, List.of(names))).sum() * TICK_NANOS;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + OWN_THREADS, unreadable);
    }
  }

  /** In user and in kernel mode, if the name of the thread is one of those. */
  private static long ticks(Path thread, List<String> names) {
    try {
      String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
      String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return names.stream().anyMatch(name::startsWith)
          ? Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[USER_FIELD + 1])
          : 0;
    } catch (NoSuchFileException ended) {
      return 0;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + thread, unreadable);
    }
  }
}
