package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.cli.local.Project;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import dev.messina.stack.ServiceProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is shipped for Prometheus and Grafana, against a worker with the real exporter, after a
 * migration in which a record was rejected and the cluster stood still for a moment.
 */
@ExtendWith(SharedStack.class)
class ObservabilityIT {

  private static final long ITEMS = 200;
  private static final String SECRET = "not-a-number-4711";
  private static final String AGENT =
      "local-stack/services/jmx-exporter/target/agent/jmx_prometheus_javaagent.jar";
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\| `(\\w+)` \\| (?:long|int|double|boolean) \\|");

  private static Project project;
  private static Scrape scrape;

  @BeforeAll
  static void migrate(Services shared) throws IOException, InterruptedException {
    project = shared.project();
    int port = freePort();
    URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (LocalStack worker =
            shared.otherWorker("observed").jvmOptions(Service.CONNECT, agent(port)).start();
        Migration migration = new Migration(shared.on(worker), "observed", ITEMS)) {
      migration
          .withSink("errors.tolerance", "all")
          .withSink("errors.deadletterqueue.topic.name", "e2e.observed.rejected")
          .withSink("errors.deadletterqueue.topic.replication.factor", "1")
          .withSink("scylladb.request.timeout.ms", "2000");
      migration.deploy();
      migration.drain();
      migration.put(item("bad", AttributeValue.fromS(SECRET)));
      migration.drain();
      ServiceProcess cassandra = shared.stack().cassandra().process();
      cassandra.suspend();
      try {
        migration.put(item("late", AttributeValue.fromN("1")));
        Eventually.isTrue(
            "a row is sent again", () -> Scrape.of(metrics).sum("messina_sink_retried") > 0);
      } finally {
        cassandra.resume();
      }
      migration.drain();
      scrape =
          Scrape.of(metrics).and(frontier(worker, migration)).and(verification(worker, migration));
      Files.write(Path.of("target", "observed-metrics.txt"), scrape.samples());
    }
  }

  /** What {@code messina frontier --serve} tells, once it knows. */
  private static Scrape frontier(LocalStack worker, Migration migration)
      throws IOException, InterruptedException {
    return told(
        worker,
        migration,
        List.of("frontier", "--serve"),
        one -> one.sum("messina_frontier_known") == 1);
  }

  /** What {@code messina verify} tells, once it has found that an item was rejected. */
  private static Scrape verification(LocalStack worker, Migration migration)
      throws IOException, InterruptedException {
    String state = VerifyRun.state(migration.sink().name()).toString();
    return told(
        worker,
        migration,
        List.of("verify", "--continuous", "--state", state, "--metrics"),
        one ->
            one.sum("messina_verify_settled_differences") == 1
                && one.names().contains("messina_verify_frontier_age_seconds"));
  }

  /**
   * What a command tells that goes on until it is interrupted.
   *
   * @param command whose last option takes the port
   */
  private static Scrape told(
      LocalStack worker, Migration migration, List<String> command, Predicate<Scrape> enough)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> arguments = new ArrayList<>(command);
    arguments.add(Integer.toString(port));
    arguments.addAll(List.of("--connect", worker.connect().url().toString()));
    arguments.addAll(List.of("--source", migration.source().name()));
    arguments.addAll(List.of("--sink", migration.sink().name()));
    Thread server = new Thread(() -> MessinaRun.of(arguments.toArray(String[]::new)));
    server.start();
    try {
      URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
      await()
          .ignoreExceptions()
          .atMost(Duration.ofSeconds(90))
          .until(() -> enough.test(Scrape.of(metrics)));
      return Scrape.of(metrics);
    } finally {
      server.interrupt();
      server.join();
    }
  }

  @AfterAll
  static void forget() {
    scrape = null;
  }

  @Test
  void everyQueryOfTheDashboardFindsItsMetrics() throws IOException {
    allAreScraped(ShippedQueries.ofTheDashboard(project));
  }

  @Test
  void everyAlertFindsItsMetrics() throws IOException {
    allAreScraped(ShippedQueries.ofTheAlerts(project));
  }

  @Test
  void everyAlertSaysWhatToDo() throws IOException {
    String page = Files.readString(project.home().resolve("docs/observability.md"));
    assertThat(ShippedQueries.alerts(project))
        .allSatisfy(
            alert -> {
              assertThat(page).contains("`" + alert.get("alert") + "`");
              assertThat(alert.get("annotations").toString())
                  .contains("summary=", "docs/observability.md#");
              assertThat(alert.get("labels").toString()).contains("severity=");
            });
  }

  @Test
  void everyNumberOfTheDocumentationIsGiven() throws IOException {
    String page = Files.readString(project.home().resolve("docs/metrics.md"));
    Map<String, String> parts =
        Map.of(
            "snapshot", "messina_source_snapshot_",
            "streaming", "messina_source_streaming_",
            "task", "messina_source_task_",
            "sink", "messina_sink_");
    Set<String> documented = new TreeSet<>();
    parts.forEach(
        (part, prefix) ->
            ATTRIBUTE
                .matcher(
                    page.substring(
                        page.indexOf("<!-- begin " + part + " -->"),
                        page.indexOf("<!-- end " + part + " -->")))
                .results()
                .map(attribute -> scraped(prefix + snakeCase(attribute)))
                .forEach(documented::add));
    assertThat(documented).hasSizeGreaterThan(50);
    assertThat(scrape.names()).containsAll(documented);
  }

  @Test
  void theNumbersAreThoseOfTheMigration() {
    // The items that the first drain waits for may be scanned or not.
    assertThat(scrape.sum("messina_source_snapshot_total_items_scanned"))
        .isBetween((double) ITEMS, (double) ITEMS + Migration.WITNESSES);
    assertThat(scrape.sum("messina_source_snapshot_percent_done")).isEqualTo(100);
    assertThat(scrape.sum("messina_sink_records_dead_lettered")).isEqualTo(1);
    assertThat(scrape.sum("messina_sink_records_dead_lettered_by_reason")).isEqualTo(1);
    assertThat(scrape.sum("messina_sink_retried_by_reason"))
        .isEqualTo(scrape.sum("messina_sink_retried"));
    assertThat(scrape.sum("messina_sink_written")).isGreaterThan(ITEMS);
    assertThat(scrape.sum("kafka_connect_connector_running_task_count")).isEqualTo(3);
    assertThat(scrape.sum("messina_verify_open_differences")).isEqualTo(1);
    assertThat(scrape.samples())
        .anyMatch(sample -> sample.matches("messina_verify_verdict.*\"differences\"} 1.0"))
        .noneMatch(sample -> sample.contains(SECRET));
  }

  private static void allAreScraped(Map<String, PromQl> queries) {
    assertThat(queries).hasSizeGreaterThan(10);
    Set<String> scraped = scrape.names();
    assertThat(queries)
        .allSatisfy(
            (place, query) ->
                assertThat(scraped).as(place).isNotEmpty().containsAll(query.metrics()))
        .allSatisfy((place, query) -> assertThat(query.metrics()).as(place).isNotEmpty());
  }

  /** The exporter keeps the end {@code _total} to counters. */
  /** Times are seconds in Prometheus, and the lag has a short name. */
  private static String scraped(String name) {
    return name.replaceAll("streaming_(min_)?milli_seconds_behind_source$", "$1lag_seconds")
        .replace("streaming_time_to_trim", "time_to_trim")
        .replaceAll("milli_seconds_since", "seconds_since")
        .replaceAll("_ms(_by_partition)?$", "_seconds$1");
  }

  private static String snakeCase(MatchResult attribute) {
    return attribute
        .group(1)
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT)
        .replaceAll("_total$", "");
  }

  private static String agent(int port) {
    return "-javaagent:"
        + project.home().resolve(AGENT)
        + "=127.0.0.1:"
        + port
        + ":"
        + ShippedQueries.file(project, "jmx-exporter.yml");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, AttributeValue> item(String partitionKey, AttributeValue count) {
    Map<String, AttributeValue> item = new HashMap<>(ItemGenerator.key(partitionKey, "1"));
    item.put("count", count);
    return item;
  }
}
