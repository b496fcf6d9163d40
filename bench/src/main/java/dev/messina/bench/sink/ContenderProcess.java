package dev.messina.bench.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of a {@link ContenderMain}, seen from the one that gives the orders. */
final class ContenderProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A worker's, and the same for all. */
  private static final List<String> JVM = List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC");

  private static final long PATIENCE_SECONDS = 20;

  private final Contender.Kind kind;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;

  private ContenderProcess(Contender.Kind kind, Process process) {
    this.kind = kind;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Returns when it is connected. */
  static ContenderProcess start(Contender.Kind kind, Cluster cluster) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ContenderMain.class.getName());
    command.addAll(
        List.of(kind.name(), cluster.host(), String.valueOf(cluster.port()), cluster.datacenter()));
    ContenderProcess started =
        new ContenderProcess(
            kind,
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    started.expect("ready");
    return started;
  }

  Contender.Kind kind() {
    return kind;
  }

  void prepare(SampleRows rows) throws IOException {
    order("prepare " + rows.workload() + " " + rows.count());
    expect("prepared");
  }

  /** Writes what was prepared; returns when it is acknowledged. */
  ProcessUsage write() throws IOException {
    order("write");
    return JSON.readValue(answer(), ProcessUsage.class);
  }

  /** The same under the Flight Recorder, which makes it slower. */
  ProcessUsage record(Path recording) throws IOException {
    order("record " + recording.toAbsolutePath());
    return JSON.readValue(answer(), ProcessUsage.class);
  }

  private void order(String order) throws IOException {
    orders.write(order);
    orders.newLine();
    orders.flush();
  }

  private void expect(String answer) throws IOException {
    String given = answer();
    if (!given.equals(answer)) {
      throw new IllegalStateException(kind + " answered '" + given + "', not '" + answer + "'");
    }
  }

  private String answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException(kind + " has ended; what it said last is printed above");
    }
    return answer;
  }

  /** Ends its input, upon which it ends in order. */
  @Override
  public void close() throws IOException {
    orders.close();
    process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
