package dev.messina.bench.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.bench.Figures;
import dev.messina.stack.CassandraNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The bare loop, the floor and the sink by turns, each in its process, into one table of one
 * server.
 */
final class Comparison implements AutoCloseable {

  private final long serverPid;
  private final CqlSession session;
  private final WrittenRows written;
  private final ContenderProcess bare;
  private final ContenderProcess floor;
  private final ContenderProcess sink;
  private final List<Round> counted = new ArrayList<>();

  /**
   * One round, in the order in which it runs.
   *
   * @param bare single rows, each of a partition of its own
   * @param floor the same rows
   * @param foreign the sink with the same rows as of another producer
   * @param sink the rows of this project's own pipeline
   * @param removed the sink again, over them, with attributes removed
   * @param rewritten the bare loop over those: a plain insert of rows that are there already
   * @param bareBatches batches of all rows of a partition
   * @param floorBatches the same rows
   * @param sinkClustered the same rows
   */
  private record Round(
      Sample bare,
      Sample floor,
      Sample foreign,
      Sample sink,
      Sample removed,
      Sample rewritten,
      Sample bareBatches,
      Sample floorBatches,
      Sample sinkClustered) {

    Stream<Sample> all() {
      return Stream.of(
          bare, floor, foreign, sink, removed, rewritten, bareBatches, floorBatches, sinkClustered);
    }
  }

  private Comparison(
      long serverPid,
      CqlSession session,
      ContenderProcess bare,
      ContenderProcess floor,
      ContenderProcess sink) {
    this.serverPid = serverPid;
    this.session = session;
    this.written = new WrittenRows(session);
    this.bare = bare;
    this.floor = floor;
    this.sink = sink;
  }

  /** Creates the table and starts all three. */
  static Comparison on(CassandraNode node) throws IOException {
    Cluster cluster = new Cluster(node.host(), node.port(), node.localDatacenter());
    CqlSession session = cluster.connect();
    SampleTable.create(session);
    return new Comparison(
        node.process().pid(),
        session,
        ContenderProcess.start(Contender.Kind.BARE, cluster),
        ContenderProcess.start(Contender.Kind.FLOOR, cluster),
        ContenderProcess.start(Contender.Kind.SINK, cluster));
  }

  void measure(Rounds rounds) throws IOException {
    for (int i = 0; i < rounds.warmUps() + rounds.counted(); i++) {
      boolean counts = i >= rounds.warmUps();
      System.out.println(counts ? "round " + (i - rounds.warmUps() + 1) : "warm-up " + (i + 1));
      Round round = round(rounds.rows());
      if (counts) {
        counted.add(round);
      }
    }
  }

  private Round round(int rows) throws IOException {
    return new Round(
        sample(bare, Workload.DISTINCT, rows),
        sample(floor, Workload.DISTINCT, rows),
        sample(sink, Workload.FOREIGN, rows),
        sample(sink, Workload.DISTINCT, rows),
        sample(sink, Workload.REMOVED, rows),
        sample(bare, Workload.REWRITTEN, rows),
        sample(bare, Workload.CLUSTERED, rows),
        sample(floor, Workload.CLUSTERED, rows),
        sample(sink, Workload.CLUSTERED, rows));
  }

  private Sample sample(ContenderProcess contender, Workload workload, int count)
      throws IOException {
    SampleRows rows = new SampleRows(workload, count);
    if (workload.isFirst()) {
      written.clear();
    }
    contender.prepare(rows);
    long serverBefore = Machine.cpuNanos(serverPid);
    long busyBefore = Machine.busyNanos();
    ProcessUsage usage = contender.write();
    long server = Machine.cpuNanos(serverPid) - serverBefore;
    long foreign = Machine.busyNanos() - busyBefore - server - usage.cpuNanos();
    Sample sample = new Sample(count, usage, server, Math.max(0, foreign));
    written.verify(rows);
    System.out.printf(Locale.ROOT, "%-5s %-9s %s%n", contender.kind(), workload, sample);
    return sample;
  }

  /** The rate that no sink behind the same converters exceeds, for one of the bare loop. */
  double floorDistinctRatio() {
    return median(round -> round.floor().rowsPerSecond() / round.bare().rowsPerSecond());
  }

  /** The same for batches. */
  double floorClusteredRatio() {
    return median(
        round -> round.floorBatches().rowsPerSecond() / round.bareBatches().rowsPerSecond());
  }

  /** Processor time of converters and driver for a row of a partition of its own, microseconds. */
  double floorCpuMicros() {
    return median(round -> round.floor().cpuMicros());
  }

  /** The rate of the sink for one of the bare loop, single rows. */
  double distinctRatio() {
    return median(round -> round.sink().rowsPerSecond() / round.bare().rowsPerSecond());
  }

  /** The rate of the sink for one of the bare loop that sends batches. */
  double clusteredRatio() {
    return median(
        round -> round.sinkClustered().rowsPerSecond() / round.bareBatches().rowsPerSecond());
  }

  /** Processor time of the sink's process for a row of a partition of its own, microseconds. */
  double cpuMicros() {
    return median(round -> round.sink().cpuMicros());
  }

  /** The same for a row of another producer. */
  double foreignCpuMicros() {
    return median(round -> round.foreign().cpuMicros());
  }

  /**
   * What a row with removed attributes costs sink and server, for what a whole row costs the bare
   * loop and the server.
   */
  double replaceRatio() {
    return median(round -> round.removed().costMicros() / round.rewritten().costMicros());
  }

  /** The same for what a whole row costs the sink and the server. */
  private double replaceToOwnInsert() {
    return median(round -> round.removed().costMicros() / round.sink().costMicros());
  }

  /** How much of the machine other programs had: the largest of all samples' shares. */
  double foreignShareMax() {
    return counted.stream()
        .flatMap(Round::all)
        .mapToDouble(Sample::foreignShare)
        .max()
        .orElseThrow();
  }

  private double median(ToDoubleFunction<Round> what) {
    return Figures.median(counted.stream().map(what::applyAsDouble).toList());
  }

  /** For the file of results. */
  Map<String, Object> results() {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("bare_distinct", Sample.summary(counted.stream().map(Round::bare).toList()));
    results.put("floor_distinct", Sample.summary(counted.stream().map(Round::floor).toList()));
    results.put("sink_distinct", Sample.summary(counted.stream().map(Round::sink).toList()));
    results.put("sink_foreign", Sample.summary(counted.stream().map(Round::foreign).toList()));
    results.put("sink_removed", Sample.summary(counted.stream().map(Round::removed).toList()));
    results.put("bare_rewritten", Sample.summary(counted.stream().map(Round::rewritten).toList()));
    results.put("bare_batches", Sample.summary(counted.stream().map(Round::bareBatches).toList()));
    results.put(
        "floor_batches", Sample.summary(counted.stream().map(Round::floorBatches).toList()));
    results.put(
        "sink_clustered", Sample.summary(counted.stream().map(Round::sinkClustered).toList()));
    results.put("floor_distinct_ratio", Figures.rounded(floorDistinctRatio(), 3));
    results.put("floor_clustered_ratio", Figures.rounded(floorClusteredRatio(), 3));
    results.put("floor_cpu_us", Figures.rounded(floorCpuMicros(), 2));
    results.put("distinct_ratio", Figures.rounded(distinctRatio(), 3));
    results.put("clustered_ratio", Figures.rounded(clusteredRatio(), 3));
    results.put("cpu_us", Figures.rounded(cpuMicros(), 2));
    results.put("foreign_cpu_us", Figures.rounded(foreignCpuMicros(), 2));
    results.put("replace_ratio", Figures.rounded(replaceRatio(), 3));
    results.put("replace_to_own_insert", Figures.rounded(replaceToOwnInsert(), 3));
    return results;
  }

  @Override
  public void close() throws IOException {
    bare.close();
    floor.close();
    sink.close();
    session.close();
  }
}
