package dev.messina.bench.sink;

import dev.messina.bench.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One measurement.
 *
 * @param rows that were written and acknowledged
 * @param usage of the process that wrote
 * @param serverCpuNanos processor time of the server in the meantime
 * @param foreignNanos processor time of other programs in the meantime
 */
record Sample(int rows, ProcessUsage usage, long serverCpuNanos, long foreignNanos) {

  double rowsPerSecond() {
    return rows * 1e9 / usage.nanos();
  }

  /** Processor time of the writing process, microseconds a row. */
  double cpuMicros() {
    return perRow(usage.cpuNanos()) / 1000;
  }

  double serverCpuMicros() {
    return perRow(serverCpuNanos) / 1000;
  }

  /** What a row costs both sides together, in microseconds of processor time. */
  double costMicros() {
    return cpuMicros() + serverCpuMicros();
  }

  double callerCpuMicros() {
    return perRow(usage.callerCpuNanos()) / 1000;
  }

  double compilerCpuMicros() {
    return perRow(usage.compilerCpuNanos()) / 1000;
  }

  double collectorCpuMicros() {
    return perRow(usage.collectorCpuNanos()) / 1000;
  }

  double allocatedBytes() {
    return perRow(usage.allocatedBytes());
  }

  double callerAllocatedBytes() {
    return perRow(usage.callerAllocatedBytes());
  }

  /** How much of the machine other programs had, from 0 to 1. */
  double foreignShare() {
    return (double) foreignNanos / usage.nanos() / Machine.processors();
  }

  private double perRow(long total) {
    return (double) total / rows;
  }

  /** Medians for the file of results, and the least and greatest rate. */
  static Map<String, Object> summary(List<Sample> samples) {
    Map<String, Object> summary = new TreeMap<>();
    summary.put("rows_per_second", median(samples, Sample::rowsPerSecond, 0));
    summary.put(
        "rows_per_second_min",
        Figures.rounded(
            samples.stream().mapToDouble(Sample::rowsPerSecond).min().orElseThrow(), 0));
    summary.put(
        "rows_per_second_max",
        Figures.rounded(
            samples.stream().mapToDouble(Sample::rowsPerSecond).max().orElseThrow(), 0));
    summary.put("cpu_us_per_row", median(samples, Sample::cpuMicros, 2));
    summary.put("server_cpu_us_per_row", median(samples, Sample::serverCpuMicros, 2));
    summary.put("sending_thread_cpu_us_per_row", median(samples, Sample::callerCpuMicros, 2));
    summary.put("compiler_cpu_us_per_row", median(samples, Sample::compilerCpuMicros, 2));
    summary.put("collector_cpu_us_per_row", median(samples, Sample::collectorCpuMicros, 2));
    summary.put("allocated_bytes_per_row", median(samples, Sample::allocatedBytes, 0));
    summary.put("foreign_share", median(samples, Sample::foreignShare, 3));
    summary.put("samples", samples.size());
    return summary;
  }

  private static Object median(List<Sample> samples, ToDoubleFunction<Sample> what, int decimals) {
    return Figures.rounded(
        Figures.median(samples.stream().map(what::applyAsDouble).toList()), decimals);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,8.0f rows/s %6.1f us CPU/row (server %5.1f) %,6.0f B allocated/row, others %2.0f %%",
        rowsPerSecond(),
        cpuMicros(),
        serverCpuMicros(),
        allocatedBytes(),
        foreignShare() * 100);
  }
}
