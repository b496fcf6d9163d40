package dev.messina.bench.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * A contender in a process of its own. It obeys lines on standard input and answers each with one:
 * {@code prepare WORKLOAD COUNT}, then {@code write}, or {@code record FILE} to write under the
 * Flight Recorder. It ends with its input.
 */
public final class ContenderMain {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Contender contender;
  private Contender.Prepared prepared;

  private ContenderMain(Contender contender) {
    this.contender = contender;
  }

  /** With the kind of contender, the server's host and port, and its data centre. */
  public static void main(String[] arguments) throws Exception {
    Cluster cluster = new Cluster(arguments[1], Integer.parseInt(arguments[2]), arguments[3]);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Contender contender = Contender.Kind.valueOf(arguments[0]).open(cluster)) {
      ContenderMain main = new ContenderMain(contender);
      System.out.println("ready");
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println(main.obeyed(order.split(" ", -1)));
      }
    }
  }

  private String obeyed(String[] order) throws Exception {
    return switch (order[0]) {
      case "prepare" -> prepared(order[1], order[2]);
      case "write" -> JSON.writeValueAsString(written());
      case "record" -> JSON.writeValueAsString(recorded(Path.of(order[1])));
      default -> throw new IllegalArgumentException("Unknown order: " + order[0]);
    };
  }

  /** What was written before is garbage by now, which the next sample should not collect. */
  private String prepared(String workload, String count) {
    prepared =
        contender.prepare(new SampleRows(Workload.valueOf(workload), Integer.parseInt(count)));
    System.gc();
    return "prepared";
  }

  private ProcessUsage written() throws InterruptedException {
    ProcessUsage before = ProcessUsage.read();
    prepared.write();
    return ProcessUsage.read().since(before);
  }

  private ProcessUsage recorded(Path file)
      throws IOException, ParseException, InterruptedException {
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.start();
      ProcessUsage usage = written();
      recording.stop();
      recording.dump(file);
      return usage;
    }
  }
}
