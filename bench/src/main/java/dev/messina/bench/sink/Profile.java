package dev.messina.bench.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.bench.Figures;
import dev.messina.stack.CassandraNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What the sink itself costs, and where: its processor time and allocation per row against a server
 * that acknowledges at once, and the lines at which the Flight Recorder met it. Processor time is
 * swayed little by what else runs on the machine.
 */
final class Profile {

  private static final Path OWN = Path.of("bench", "target", "sink.jfr");
  private static final Path FOREIGN = Path.of("bench", "target", "sink-foreign.jfr");
  private static final int ROWS = 50_000;
  private static final int RECORDED_ROWS = 400_000;
  private static final int WARM_UPS = 6;
  private static final int COUNTED = 5;

  private Profile() {}

  /** Prints what it finds; the line that it returns sums up. */
  static String on(CassandraNode node) throws IOException {
    Cluster real = new Cluster(node.host(), node.port(), node.localDatacenter());
    try (CqlSession session = real.connect()) {
      SampleTable.create(session);
    }
    try (AcknowledgingServer server = AcknowledgingServer.before(real);
        ContenderProcess bare = ContenderProcess.start(Contender.Kind.BARE, server.cluster());
        ContenderProcess floor = ContenderProcess.start(Contender.Kind.FLOOR, server.cluster());
        ContenderProcess sink = ContenderProcess.start(Contender.Kind.SINK, server.cluster())) {
      List<Sample> ofBare = samples(bare, Workload.DISTINCT);
      List<Sample> ofFloor = samples(floor, Workload.DISTINCT);
      List<Sample> distinct = samples(sink, Workload.DISTINCT);
      List<Sample> foreignOfFloor = samples(floor, Workload.FOREIGN);
      List<Sample> foreign = samples(sink, Workload.FOREIGN);
      samples(sink, Workload.REMOVED);
      samples(bare, Workload.CLUSTERED);
      samples(floor, Workload.CLUSTERED);
      samples(sink, Workload.CLUSTERED);
      record(sink, Workload.DISTINCT, OWN);
      record(sink, Workload.FOREIGN, FOREIGN);
      return String.format(
          Locale.ROOT,
          "sink_profile cpu_us=%.1f sending_thread_cpu_us=%.1f allocated_bytes=%.0f"
              + " bare_cpu_us=%.1f bare_allocated_bytes=%.0f floor_cpu_us=%.1f"
              + " foreign_cpu_us=%.1f foreign_floor_cpu_us=%.1f",
          median(distinct, Sample::cpuMicros),
          median(distinct, Sample::callerCpuMicros),
          median(distinct, Sample::allocatedBytes),
          median(ofBare, Sample::cpuMicros),
          median(ofBare, Sample::allocatedBytes),
          median(ofFloor, Sample::cpuMicros),
          median(foreign, Sample::cpuMicros),
          median(foreignOfFloor, Sample::cpuMicros));
    }
  }

  private static List<Sample> samples(ContenderProcess contender, Workload workload)
      throws IOException {
    List<Sample> counted = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + COUNTED; i++) {
      contender.prepare(new SampleRows(workload, ROWS));
      Sample sample = new Sample(ROWS, contender.write(), 0, 0);
      if (i >= WARM_UPS) {
        counted.add(sample);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-5s %-9s %5.1f us CPU/row: sending thread %4.1f, collector %4.1f, compiler %4.1f;"
            + " %,6.0f B allocated/row, %,6.0f of them on the sending thread%n",
        contender.kind(),
        workload,
        median(counted, Sample::cpuMicros),
        median(counted, Sample::callerCpuMicros),
        median(counted, Sample::collectorCpuMicros),
        median(counted, Sample::compilerCpuMicros),
        median(counted, Sample::allocatedBytes),
        median(counted, Sample::callerAllocatedBytes));
    return counted;
  }

  private static void record(ContenderProcess contender, Workload workload, Path recording)
      throws IOException {
    contender.prepare(new SampleRows(workload, RECORDED_ROWS));
    contender.record(recording);
    System.out.println(contender.kind() + " " + workload + "\n" + HotLines.read(recording));
    System.out.println("Recording: " + recording);
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> what) {
    return Figures.median(samples.stream().map(what::applyAsDouble).toList());
  }
}
