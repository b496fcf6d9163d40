package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What {@code messina plan} has written for a table, deployed as it is. */
final class PlannedFolder implements AutoCloseable {

  /** A run of messina verify waits for the frontier itself. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Site site;
  private final Path folder;
  private final ConnectorFile source;
  private final List<ConnectorFile> sinks = new ArrayList<>();

  PlannedFolder(Site site, Path folder) {
    this.site = site;
    this.folder = folder;
    this.source = connector(folder.resolve("source.json"));
    files("sink").forEach(file -> sinks.add(connector(file)));
  }

  /** Plans tables with all services of the stack. */
  static MessinaRun plan(Site site, Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("plan", "--json", "--out", out.toString()));
    arguments.addAll(List.of("--dynamodb", site.addresses().dynamoDb().toString()));
    arguments.addAll(List.of("--contact-points", site.addresses().cql()));
    arguments.addAll(List.of("--bootstrap-servers", site.addresses().kafka()));
    arguments.addAll(List.of("--connect", site.addresses().connect().toString()));
    arguments.addAll(Arrays.asList(more));
    return MessinaRun.of(arguments.toArray(String[]::new));
  }

  /** The steps of its page. */
  void deploy() {
    deploySource();
    deploySinks();
  }

  void deploySource() {
    MessinaRun made =
        MessinaRun.of(
            "cql",
            "--contact-points",
            site.addresses().cql(),
            "--file",
            folder.resolve("schema.cql").toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    MessinaRun control =
        MessinaRun.of(
            "topic",
            "--bootstrap-servers",
            site.addresses().kafka(),
            source.option("control.topic"),
            "--create",
            "--compacted");
    assertThat(control.exitCode()).as(control.err()).isZero();
    site.connect().put(source);
  }

  void deploySinks() {
    Eventually.isTrue(
        "the topic of " + source.name() + " is there", () -> records(sinks.get(0)) > 0);
    sinks.forEach(site.connect()::put);
  }

  private long records(ConnectorFile sink) {
    long[] records = new long[1];
    TopicRecords.read(site, sink.option("topics"), record -> records[0]++);
    return records[0];
  }

  String topic() {
    return sinks.get(0).option("topics");
  }

  /** Waits until {@code messina verify} finds nothing, for each of their tables at once. */
  static void verify(List<PlannedFolder> folders) throws InterruptedException, ExecutionException {
    List<Callable<Void>> verifications = new ArrayList<>();
    for (PlannedFolder folder : folders) {
      for (ConnectorFile sink : folder.sinks) {
        verifications.add(
            () -> {
              folder.verify(sink);
              return null;
            });
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(verifications.size());
    try {
      for (Future<Void> verification : threads.invokeAll(verifications)) {
        verification.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void verify(ConnectorFile sink) {
    Eventually.holds(
        sink.name() + " is verified",
        PATIENCE,
        () -> {
          VerifyRun run = VerifyRun.of(site, source.name(), sink.name());
          assertThat(run.exitCode()).as("%s %s", run.told(), run.said()).isZero();
          assertThat(run.summary().path("verdict").asText()).isEqualTo("verified");
        });
  }

  List<ConnectorFile> sinks() {
    return sinks;
  }

  ConnectorFile source() {
    return source;
  }

  /** Takes the connectors away; the tables stay for whoever wants to look at them. */
  @Override
  public void close() {
    site.connect().delete(source.name());
    sinks.forEach(sink -> site.connect().delete(sink.name()));
  }

  private List<Path> files(String kind) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(kind + "(-.*)?\\.json"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static ConnectorFile connector(Path file) {
    try {
      return ConnectorFile.read(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
