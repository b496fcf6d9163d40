package dev.messina.bench.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the sink and ends with two lines. The last has the sink's figures: its rate as a
 * multiple of a bare driver loop's in the same run, for single rows and for rows that share
 * partitions; its processor time per row, by itself also for rows of other producers; and what a
 * row with removed attributes costs for what a plain insert does. The one before has the first
 * three for Kafka's converters and the driver alone, beyond which no sink gets.
 */
public final class SinkRun {

  private static final Path RESULTS = Path.of("bench", "target", "sink-results.json");
  private static final Path STACK = Path.of("bench", "target", "sink-stack");
  private static final int SERVER_HEAP_MB = 2048;

  private SinkRun() {}

  /**
   * With {@code --quick} short rounds; with {@code --profile} what the sink itself costs, and
   * where; else long rounds.
   */
  public static void main(String[] arguments) throws Exception {
    String only = arguments.length == 0 ? "all" : arguments[0];
    try (LocalStack stack =
        LocalStack.in(STACK)
            .only(Service.CASSANDRA)
            .heapMegabytes(Service.CASSANDRA, SERVER_HEAP_MB)
            .fullSpeed(Service.CASSANDRA)
            .start()) {
      if (only.equals("--profile")) {
        System.out.println(Profile.on(stack.cassandra()));
      } else {
        System.out.println(
            compared(stack, only.equals("--quick") ? Rounds.QUICK : Rounds.THOROUGH));
      }
    }
  }

  private static String compared(LocalStack stack, Rounds rounds) throws Exception {
    try (Comparison comparison = Comparison.on(stack.cassandra())) {
      comparison.measure(rounds);
      save(rounds, comparison);
      System.out.printf(
          Locale.ROOT,
          "Results: %s (other programs had up to %.0f %% of the machine)%n",
          RESULTS,
          comparison.foreignShareMax() * 100);
      System.out.printf(
          Locale.ROOT,
          "floor distinct_ratio=%.2f clustered_ratio=%.2f cpu_us=%.1f%n",
          comparison.floorDistinctRatio(),
          comparison.floorClusteredRatio(),
          comparison.floorCpuMicros());
      return String.format(
          Locale.ROOT,
          "sink distinct_ratio=%.2f clustered_ratio=%.2f cpu_us=%.1f replace_ratio=%.2f"
              + " foreign_cpu_us=%.1f",
          comparison.distinctRatio(),
          comparison.clusteredRatio(),
          comparison.cpuMicros(),
          comparison.replaceRatio(),
          comparison.foreignCpuMicros());
    }
  }

  private static void save(Rounds rounds, Comparison comparison) throws IOException {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("at", Instant.now().toString());
    results.put("processors", Machine.processors());
    results.put("rows", rounds.rows());
    results.putAll(comparison.results());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(RESULTS.toFile(), results);
  }
}
