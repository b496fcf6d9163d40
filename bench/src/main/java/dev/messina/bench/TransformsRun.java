package dev.messina.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the transforms' benchmarks and ends with one line: processor time per record in microseconds
 * for each number of attributes, without schemas and (as {@code _struct}) with them, without a
 * mapping and (as {@code _mapped}) with one; {@code kafka_us_…} is what Kafka's own ReplaceField
 * and Cast take for a struct of that many fields.
 */
public final class TransformsRun {

  private TransformsRun() {}

  /** With {@code --quick} one short fork of the smallest and largest items, else all at length. */
  public static void main(String[] arguments) throws RunnerException {
    boolean quick = List.of(arguments).contains("--quick");
    Collection<RunResult> results = new Runner(quick ? quick() : thorough()).run();
    System.out.println(summary(results));
  }

  private static Options quick() {
    return common()
        .param("attributes", "12", "100")
        .forks(1)
        .measurementIterations(3)
        .measurementTime(TimeValue.seconds(1))
        .build();
  }

  private static Options thorough() {
    return common().forks(3).measurementIterations(5).measurementTime(TimeValue.seconds(2)).build();
  }

  /** Compiles in the foreground, so that warm code does not wait for a free processor. */
  private static ChainedOptionsBuilder common() {
    return new OptionsBuilder()
        .include(ItemToRowBenchmark.class.getName())
        .include(KafkaTransformsBenchmark.class.getName())
        .include(DebeziumBenchmark.class.getName())
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-Xbatch")
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1));
  }

  private static String summary(Collection<RunResult> results) {
    Map<String, Double> byName = new TreeMap<>(TransformsRun::shorterFirst);
    for (RunResult result : results) {
      byName.put(name(result.getParams()), microsPerCall(result));
    }
    return byName.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%s=%.2f", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(" ", "transforms ", ""));
  }

  private static String name(BenchmarkParams run) {
    if (run.getBenchmark().startsWith(KafkaTransformsBenchmark.class.getName())) {
      return "kafka_us_" + run.getParam("attributes");
    }
    if (run.getBenchmark().startsWith(DebeziumBenchmark.class.getName())) {
      return "debezium_us_" + run.getParam("attributes");
    }
    return "cpu_us_"
        + run.getParam("attributes")
        + (Boolean.parseBoolean(run.getParam("schemas")) ? "_struct" : "")
        + (Boolean.parseBoolean(run.getParam("mapped")) ? "_mapped" : "");
  }

  private static int shorterFirst(String left, String right) {
    int byLength = Integer.compare(left.length(), right.length());
    return byLength == 0 ? left.compareTo(right) : byLength;
  }

  private static double microsPerCall(RunResult result) {
    var counters = result.getSecondaryResults();
    return counters.get("cpuNanos").getScore() / counters.get("calls").getScore() / 1_000;
  }
}
