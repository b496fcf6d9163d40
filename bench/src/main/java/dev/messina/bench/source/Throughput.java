package dev.messina.bench.source;

import dev.messina.bench.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A task and a bare loop, one after the other, for several rounds.
 *
 * @param name what is read: scan or stream
 * @param raw records per second of a reader that parses nothing
 */
record Throughput(String name, List<Double> raw, List<Sample> bare, List<Sample> task) {

  static final int SEGMENTS = 4;

  /** Begins one side of a round. */
  @FunctionalInterface
  interface Side {
    Load on(String prefix, TopicWriter topic);
  }

  /**
   * How long a round is: a number of records, or less if they take too long.
   *
   * @param warmUps rounds that do not count
   * @param settle records in front of those that are measured
   * @param longest how long each of both may take
   */
  record Rounds(int warmUps, int counted, int settle, int records, Duration longest) {}

  /**
   * What is read.
   *
   * @param name scan or stream
   * @param raw reads all of it and parses nothing; gives the records of a second
   */
  record Reading(String name, String table, DoubleSupplier raw) {}

  static Throughput measure(Reading reading, Rounds rounds, Setting setting, Side bare, Side task)
      throws Exception {
    String name = reading.name();
    Throughput result =
        new Throughput(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < rounds.warmUps() + rounds.counted(); round++) {
      boolean counts = round >= rounds.warmUps();
      double raw = reading.raw().getAsDouble();
      Sample ofBare = sample(name + round + "a", reading.table(), rounds, setting, bare);
      Sample ofTask = sample(name + round + "b", reading.table(), rounds, setting, task);
      System.out.printf(Locale.ROOT, "%s raw    %,8.0f records/s%n", name, raw);
      System.out.println(name + " bare   " + ofBare + (counts ? "" : "  (warm-up)"));
      System.out.println(name + " source " + ofTask + (counts ? "" : "  (warm-up)"));
      if (counts) {
        result.raw.add(raw);
        result.bare.add(ofBare);
        result.task.add(ofTask);
      }
    }
    return result;
  }

  private static Sample sample(
      String prefix, String table, Rounds rounds, Setting setting, Side side) throws Exception {
    List<String> names = List.of(Setting.topic(prefix, table), Setting.controlTopic(prefix));
    try (Topics topics = new Topics(setting.bootstrapServers())) {
      topics.create(names);
      try (TopicWriter writer = new TopicWriter(setting.bootstrapServers())) {
        Load load = side.on(prefix, writer);
        load.start();
        writer.awaitAcknowledged(1, rounds.longest());
        writer.awaitAcknowledged(rounds.settle(), rounds.longest());
        Meter before = Meter.read(writer);
        writer.awaitAcknowledged(before.records() + rounds.records(), rounds.longest());
        Sample sample = Meter.read(writer).since(before);
        load.stop();
        return sample;
      } finally {
        topics.delete(names);
      }
    }
  }

  /** Records per second of the task for one of the bare loop. */
  double rate() {
    return ratio(Sample::recordsPerSecond);
  }

  /** Processor time of a record of the task for that of the bare loop. */
  double cpu() {
    return ratio(Sample::cpuMicros);
  }

  /** Records per second of a reader that parses nothing for one of the task. */
  double headroom() {
    return Figures.median(
        IntStream.range(0, raw.size())
            .mapToObj(i -> raw.get(i) / task.get(i).recordsPerSecond())
            .toList());
  }

  /** The median of the rounds' ratios, which what else goes on in the machine sways least. */
  private double ratio(ToDoubleFunction<Sample> what) {
    return Figures.median(
        IntStream.range(0, bare.size())
            .mapToObj(i -> what.applyAsDouble(task.get(i)) / what.applyAsDouble(bare.get(i)))
            .toList());
  }

  /** For the file of results. */
  Map<String, Object> results() {
    Map<String, Object> results = new TreeMap<>();
    results.put("bare", medians(bare));
    results.put("source", medians(task));
    results.put("raw_records_per_second", Figures.rounded(Figures.median(raw), 0));
    results.put("raw_to_source", Figures.rounded(headroom(), 2));
    results.put("rate_ratio", Figures.rounded(rate(), 3));
    results.put("cpu_ratio", Figures.rounded(cpu(), 3));
    results.put("rounds", bare.size());
    return results;
  }

  private static Map<String, Object> medians(List<Sample> samples) {
    Map<String, Object> medians = new TreeMap<>();
    medians.put(
        "records_per_second", Figures.rounded(Sample.median(samples, Sample::recordsPerSecond), 0));
    medians.put("cpu_us_per_record", Figures.rounded(Sample.median(samples, Sample::cpuMicros), 2));
    medians.put(
        "allocated_bytes_per_record",
        Figures.rounded(Sample.median(samples, Sample::allocatedBytes), 0));
    medians.put(
        "message_bytes_per_record",
        Figures.rounded(Sample.median(samples, Sample::messageBytes), 0));
    return medians;
  }
}
