package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.Messina;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code messina cql}, {@code topic} and {@code signal} against real services. */
@ExtendWith(SharedStack.class)
class HandToolsIT {

  private static final String SCHEMA =
      """
      -- Made by a test; with what would mislead a splitter.
      CREATE KEYSPACE IF NOT EXISTS by_hand
        WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1};
      /* a table; */
      CREATE TABLE IF NOT EXISTS by_hand.notes (
        id text PRIMARY KEY, "atTime" timestamp, total decimal, raw blob, tags set<text>);
      USE by_hand;
      BEGIN BATCH
        INSERT INTO notes (id, total, raw, tags) VALUES ('a;b', 1.50, 0xff, {'x', 'it''s'});
        INSERT INTO notes (id, total) VALUES ($$c//d$$, 12345678901234567890.123456789);
      APPLY BATCH;
      """;

  /** Not long ago, or the broker deletes records that are so old. */
  private static final long BEGAN = System.currentTimeMillis();

  @TempDir private Path folder;

  /** One run of a command. */
  private record Run(int exitCode, List<String> said, String told) {}

  @Test
  void statementsAreExecutedAndRowsShown(Services services) throws IOException {
    Path file = Files.writeString(folder.resolve("schema.cql"), SCHEMA);
    Run made = cql(services, "--file", file.toString());
    assertThat(made.exitCode()).as("%s", made).isZero();
    assertThat(made.said()).isEmpty();
    assertThat(made.told()).contains("messina: statements without rows done: 4");

    Run table = cql(services, "SELECT id, total, raw, tags FROM by_hand.notes WHERE id = 'a;b'");
    assertThat(table.said())
        .containsExactly(
            "id  | total | raw  | tags",
            "----+-------+------+--------------",
            "a;b |  1.50 | 0xff | {'it''s','x'}");
    Run json = cql(services, "--json", "SELECT id, total FROM by_hand.notes", "--max-rows", "2");
    assertThat(json.said())
        .containsExactlyInAnyOrder(
            "{\"id\": \"a;b\", \"total\": 1.50}",
            "{\"id\": \"c//d\", \"total\": 12345678901234567890.123456789}");
    assertThat(json.told()).isEmpty();
    Run one = cql(services, "SELECT id FROM by_hand.notes", "--max-rows", "1");
    assertThat(one.said()).hasSize(3);
    assertThat(one.told()).contains("there are more than these 1 rows");
    Run applied =
        cql(services, "--json", "INSERT INTO by_hand.notes (id) VALUES ('e') IF NOT EXISTS");
    assertThat(applied.said()).containsExactly("{\"[applied]\":true}");

    Run failing =
        cql(services, "SELECT id FROM by_hand.notes LIMIT 1;\nSELECT nothing FROM by_hand.notes");
    assertThat(failing.exitCode()).isEqualTo(1);
    assertThat(failing.said()).hasSize(3);
    assertThat(failing.told())
        .startsWith("messina: statement 2 (line 2) fails: Undefined column name nothing");
    assertPreviewed(services);
    assertThat(cql(services, "DROP KEYSPACE by_hand").exitCode()).isZero();
  }

  /** Against the table that is there, and what the sink makes of the same values is the same. */
  private void assertPreviewed(Services services) throws IOException {
    Path mapping = Files.writeString(folder.resolve("notes.yaml"), "item_key: [id]\n");
    Path items =
        Files.writeString(
            folder.resolve("notes.jsonl"),
            """
            {"id": {"S": "a"}, "total": {"N": "1E+40"}, "tags": {"SS": ["x"]}}
            {"id": {"S": "b"}, "atTime": {"S": "2018-03-04"}, "color": {"S": "red"}}
            {"id": {"S": "c"}, "total": {"S": "12,50"}}
            """);
    List<String> preview = new ArrayList<>(List.of("preview", "--errors", "--json"));
    preview.addAll(List.of("--mapping", mapping.toString(), "--items", items.toString()));
    preview.addAll(List.of("--contact-points", services.addresses().cql()));
    Run checked = run(preview, "--target", "by_hand.notes");
    assertThat(checked.exitCode()).as("%s", checked).isEqualTo(1);
    assertThat(checked.said())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"line\":2,") || line.contains("'total' is decimal"));
    assertThat(checked.said().get(0)).contains("'atTime' is timestamp", "no column 'color'");
    Run none = run(preview, "--target", "by_hand.note");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.told()).startsWith("There is no table by_hand.note.");
  }

  @Test
  void aTopicIsMadeAndItsRecordsAreShown(Services services) {
    assertThat(topic(services, "by.hand", "--create", "--compacted").said())
        .containsExactly("Topic by.hand is created.");
    assertThat(topic(services, "by.hand", "--create", "--compacted").said())
        .containsExactly("Topic by.hand is there already.");
    Run other = topic(services, "by.hand", "--create", "--partitions", "2");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.said())
        .containsExactly(
            "Topic by.hand is there already, with 1 partitions and cleanup.policy=compact.");
    assertThat(topic(services, "by.hands", "--create", "--partitions", "3").exitCode()).isZero();
    fill(services);

    Run last = topic(services, "by.hands", "--last", "2", "--json");
    assertThat(keys(last)).containsExactly("k-8", "k-9");
    assertThat(last.told()).contains("messina: 2 records; by.hands has 10 offsets in 3 partitions");
    assertThat(keys(topic(services, "by.hands", "--key", "k-3", "--json"))).containsExactly("k-3");
    assertThat(keys(topic(services, "by.hands", "--from-beginning", "--json"))).hasSize(10);
    Run page =
        topic(services, "by.hands", "--partition", "1", "--offset", "1", "--max", "1", "--json");
    assertThat(keys(page)).containsExactly("k-4");
    Run shown = topic(services, "by.hands", "--partition", "0", "--last", "1", "--headers");
    assertThat(shown.said().get(0)).isEqualTo("by.hands-0@3  " + Instant.ofEpochMilli(BEGAN + 9));
    assertThat(shown.said().subList(1, 5))
        .containsExactly("  key    k-9", "  header h = v", "  value  {", "           \"n\" : 1.50");

    Run typo = topic(services, "by.hnds");
    assertThat(typo.exitCode()).isEqualTo(2);
    assertThat(typo.told())
        .startsWith("There is no topic by.hnds. Did you mean by.hands or by.hand?");
    Run none = topic(services, "by.hands", "--partition", "7");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.told()).startsWith("Topic by.hands has no partition 7; it has [0, 1, 2].");
  }

  private static void fill(Services services) {
    Map<String, Object> settings = Map.of("bootstrap.servers", services.bootstrapServers());
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < 10; i++) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                "by.hands", i % 3, BEGAN + i, bytes("k-" + i), bytes("{\"n\":1.50}"));
        record.headers().add("h", bytes("v"));
        sent.add(producer.send(record));
      }
      producer.flush();
      assertThat(sent).allMatch(Future::isDone);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> keys(Run run) {
    return JsonRun.lines(String.join("\n", run.said())).stream()
        .map(record -> record.path("key").asText())
        .toList();
  }

  @Test
  void aSignalIsSentAndItsAnswerTold(Services services) throws IOException {
    String table = "signalled";
    try (Capture capture =
        new Capture(services, table, 20, List.of(table))
            .with("notification.topic", "e2e.told." + table)) {
      capture.deploy();
      Eventually.isTrue(
          "the snapshot is done",
          () -> capture.epoch(table) > 0 && capture.segmentsDone(table) > 0);

      JsonNode paused = signal(services, capture, 0, "pause-snapshot", "--id", "p-1");
      assertThat(paused.path("outcome").asText()).as("%s", paused).isEqualTo("followed");
      assertThat(paused.path("id").asText()).isEqualTo("p-1");
      JsonNode resumed = signal(services, capture, 0, "resume-snapshot", "--tables", "signal.*");
      assertThat(resumed.path("tables").get(0).asText()).isEqualTo(table);
      JsonNode throttled = signal(services, capture, 0, "throttle-snapshot", "--max-rcu", "50");
      assertThat(throttled.path("outcome").asText()).isEqualTo("followed");

      Path keys = folder.resolve("keys.jsonl");
      Files.writeString(keys, Capture.json(capture.key(7)) + "\n");
      JsonNode read = keysSignal(services, capture, 0, table, keys);
      assertThat(read.path("epoch_us").asLong()).isEqualTo(capture.newestEpoch(table));
      assertThat(read.path("keys").asInt()).isEqualTo(1);
      Files.writeString(keys, "{\"nokey\":{\"S\":\"secret\"}}\n");
      JsonNode refused = keysSignal(services, capture, 1, table, keys);
      assertThat(refused.path("outcome").asText()).isEqualTo("refused");
      assertThat(refused.path("reason").asText()).isNotEmpty().doesNotContain("secret");

      Run unknown = run(services, capture, "pause-stream", "--tables", "signaled");
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.told()).contains("reads no table signaled", "Did you mean signalled?");
      assertThatNobodyAnswers(services, capture);
    }
  }

  /** Without a notification topic, and where the connector is stopped. */
  private static void assertThatNobodyAnswers(Services services, Capture capture) {
    services.connect().stop(capture.source().name());
    Eventually.isTrue(
        "the source is stopped",
        () -> services.connect().status(capture.source().name()).state().equals("STOPPED"));
    Run stopped = run(services, capture, "stop-snapshot");
    assertThat(stopped.exitCode()).isEqualTo(2);
    assertThat(stopped.told()).contains("does not run, so it cannot answer", "STOPPED");
    JsonNode sent = signal(services, capture, 0, "resume-stream", "--wait", "0");
    assertThat(sent.path("outcome").asText()).isEqualTo("sent");

    capture.with("notification.topic", "").deploy();
    services.connect().resume(capture.source().name());
    Eventually.isTrue("the source runs again", capture.tasks()::areRunning);
    JsonNode untold = signal(services, capture, 2, "resume-stream");
    assertThat(untold.path("outcome").asText()).isEqualTo("unknown");
    assertThat(untold.path("reason").asText()).contains("has no notification.topic");
    JsonNode stop = signal(services, capture, 0, "stop-snapshot");
    assertThat(stop.path("outcome").asText()).isEqualTo("followed");
  }

  private static JsonNode keysSignal(
      Services services, Capture capture, int exitCode, String table, Path keys) {
    return signal(
        services, capture, exitCode, "execute-snapshot", "--tables", table, "--keys", keys + "");
  }

  private static JsonNode signal(
      Services services, Capture capture, int exitCode, String type, String... more) {
    Run run = run(services, capture, type, more);
    assertThat(run.exitCode()).as("%s", run).isEqualTo(exitCode);
    return JsonRun.lines(String.join("\n", run.said())).get(0);
  }

  private static Run run(Services services, Capture capture, String type, String... more) {
    List<String> arguments = new ArrayList<>(List.of("signal", type, "--json"));
    arguments.addAll(List.of("--source", capture.source().name()));
    arguments.addAll(List.of("--connect", services.addresses().connect().toString()));
    return run(arguments, more);
  }

  private static Run cql(Services services, String... more) {
    return run(List.of("cql", "--contact-points", services.addresses().cql()), more);
  }

  private static Run topic(Services services, String name, String... more) {
    return run(List.of("topic", name, "--bootstrap-servers", services.bootstrapServers()), more);
  }

  private static Run run(List<String> first, String... more) {
    List<String> arguments = new ArrayList<>(first);
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Messina.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Run(exitCode, out.toString().lines().toList(), err.toString());
  }
}
