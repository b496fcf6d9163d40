package dev.messina.bench.verify;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What it took to verify a table once.
 *
 * @param cpuMicros processor time of the whole process for a row, collection and compilation
 *     included
 */
record Usage(double rowsPerSecond, double cpuMicros) {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * @param verification gives how many rows it has verified
   */
  static Usage of(LongSupplier verification) {
    long nanos = System.nanoTime();
    long cpuNanos = PROCESS.getProcessCpuTime();
    long rows = verification.getAsLong();
    return new Usage(
        rows * 1e9 / (System.nanoTime() - nanos),
        (PROCESS.getProcessCpuTime() - cpuNanos) / 1e3 / rows);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%,8.0f rows/s %6.1f µs of processor time a row", rowsPerSecond, cpuMicros);
  }
}
