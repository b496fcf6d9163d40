package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.demo.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a plan has estimated, beside what the run took. */
final class PlanEstimates {

  private static final String SNAPSHOT = "r";
  private static final double DAY = 86_400;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Site site;
  private final PlannedFolder planned;
  private final String table;
  private final Map<String, Long> bytes = new HashMap<>();
  private final Map<String, Long> records = new HashMap<>();
  private List<JsonNode> scans = List.of();
  private long firstChangeMs = Long.MAX_VALUE;
  private long lastChangeMs;

  PlanEstimates(Site site, PlannedFolder planned, String table) {
    this.site = site;
    this.planned = planned;
    this.table = table;
  }

  /** From now on DynamoDB notes its calls. */
  void begin() {
    control(calls -> calls.DELETE());
    control(calls -> calls.POST(HttpRequest.BodyPublishers.ofString("{\"record\": true}")));
  }

  /** Waits until the source has read the table, before anybody else does. */
  void awaitSnapshot() {
    Pipeline pipeline = new Pipeline(site.connect(), planned.source(), planned.sinks().get(0));
    Eventually.isTrue("the snapshot is complete", PATIENCE, () -> pipeline.snapshot().isDone());
    JsonNode calls = MessinaRun.json(control(HttpRequest.Builder::GET)).path("calls");
    scans =
        StreamSupport.stream(calls.spliterator(), false)
            .filter(call -> call.path("operation").asText().equals("Scan"))
            .filter(call -> call.path("resource").asText().equals(table))
            .toList();
    control(all -> all.POST(HttpRequest.BodyPublishers.ofString("{\"record\": false}")));
  }

  /** Each within a factor of two. */
  void hold(JsonNode estimate) throws InterruptedException, ExecutionException {
    TopicRecords.read(site, planned.topic(), this::count);
    JsonNode changes = estimate.path("changes");
    double perSecond = changes.path("per_second").asDouble();
    double changed = records.entrySet().stream().mapToLong(Map.Entry::getValue).sum() - snapshot();
    double seconds = (lastChangeMs - firstChangeMs) / 1_000.0;

    near("items", estimate.path("items").asDouble(), snapshot());
    near("read units", estimate.path("read_units").asDouble(), readUnits());
    near("seconds", estimate.path("snapshot_seconds").asDouble(), scanned().toMillis() / 1_000.0);
    near("bytes of the topic", estimate.path("topic_bytes").asDouble(), bytes.get(SNAPSHOT));
    near("changes a second", perSecond, changed / seconds);
    near(
        "bytes of a change",
        changes.path("topic_bytes_a_day").asDouble() / DAY / perSecond,
        (double) bytes.get("u") / records.get("u"));
    near(
        "bytes on the disk",
        estimate.path("topic_disk_bytes").asDouble()
            + changes.path("topic_disk_bytes_a_day").asDouble() / DAY / perSecond * changed,
        onDisk());
  }

  private static void near(String what, double estimated, double took) {
    assertThat(estimated).as("%s, where the run took %s", what, took).isBetween(took / 2, took * 2);
  }

  private long snapshot() {
    return records.get(SNAPSHOT);
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    JsonNode value = MessinaRun.json(new String(record.value(), StandardCharsets.UTF_8));
    String operation = value.path("op").asText();
    records.merge(operation, 1L, Long::sum);
    bytes.merge(
        operation, (long) record.serializedKeySize() + record.serializedValueSize(), Long::sum);
    if (!operation.equals(SNAPSHOT)) {
      long at = value.path("source").path("ts_ms").asLong();
      firstChangeMs = Math.min(firstChangeMs, at);
      lastChangeMs = Math.max(lastChangeMs, at);
    }
  }

  /** What the source's own requests are charged. */
  private double readUnits() {
    DynamoDbCall call = new DynamoDbCall(site.addresses().dynamoDb());
    double units = 0;
    for (JsonNode scan : scans) {
      ObjectNode request = (ObjectNode) MessinaRun.json(scan.path("body").asText());
      request.put("ReturnConsumedCapacity", "TOTAL");
      units +=
          MessinaRun.json(call.send("Scan", request.toString()))
              .at("/ConsumedCapacity/CapacityUnits")
              .asDouble();
    }
    return units;
  }

  private Duration scanned() {
    List<Instant> times = new ArrayList<>();
    scans.forEach(scan -> times.add(Instant.parse(scan.path("at").asText())));
    times.sort(null);
    return Duration.between(times.get(0), times.get(times.size() - 1));
  }

  /** Of all copies of the topic. */
  private double onDisk() throws InterruptedException, ExecutionException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, site.bootstrapServers()))) {
      List<Integer> brokers =
          admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
          .flatMap(folders -> folders.values().stream())
          .map(LogDirDescription::replicaInfos)
          .flatMap(replicas -> replicas.entrySet().stream())
          .filter(replica -> replica.getKey().topic().equals(planned.topic()))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    }
  }

  /** Asks the local DynamoDB's control API about calls. */
  private String control(UnaryOperator<HttpRequest.Builder> method) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(site.addresses().dynamoDb().resolve("/control/calls"));
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(method.apply(request).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    } catch (IOException noAnswer) {
      throw new UncheckedIOException(noAnswer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", interrupted);
    }
  }
}
