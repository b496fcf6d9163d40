package dev.messina.bench.source;

import dev.messina.bench.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One measurement.
 *
 * @param recordsPerSecond that reached Kafka
 * @param cpuMicros processor time of a record in the measuring process
 * @param allocatedBytes of a record
 * @param messageBytes key and value of a record in Kafka
 */
record Sample(
    double recordsPerSecond, double cpuMicros, double allocatedBytes, double messageBytes) {

  static double median(List<Sample> samples, ToDoubleFunction<Sample> what) {
    return Figures.median(samples.stream().map(what::applyAsDouble).toList());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,8.0f records/s %6.1f us CPU/record %,7.0f B allocated/record %,6.0f B/record",
        recordsPerSecond,
        cpuMicros,
        allocatedBytes,
        messageBytes);
  }
}
