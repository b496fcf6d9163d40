package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * From verified to moved: {@code messina ready}, {@code drain}, {@code cutover} and {@code end}.
 */
@ExtendWith(SharedStack.class)
class CutoverIT {

  private static final int ITEMS = 200;
  private static final int CHANGES = 100_000;
  private static final int CHANGES_PER_SECOND = 60;
  private static final String STATE = "state";

  /** As docs/migrate.md calls the connectors. */
  private static final List<String> NAMES =
      List.of("--source", "orders-from-dynamodb", "--sink", "orders-to-scylla");

  @TempDir private Path folder;

  @Test
  void takesATableOverTheLastSteps(Services services) throws IOException {
    try (Migration migration = new Migration(services, "cutover", ITEMS)) {
      migration
          .withSink("errors.tolerance", "all")
          .withSink("errors.deadletterqueue.topic.name", "e2e.cutover.rejected")
          .withSink("errors.deadletterqueue.topic.replication.factor", "1")
          .withSink("errors.deadletterqueue.context.headers.enable", "true");
      migration.deploy();
      try (ChangeWriter writer = migration.writer(ITEMS, CHANGES, CHANGES_PER_SECOND, 0)) {
        migration.drain();
        writer.start();
        whileTheApplicationWrites(services, migration);
        writer.rethrowFailure();
      }
      Instant stopped = Instant.now();
      drainThatDoesNotEnd(services, migration);
      tableThatIsStillWritten(services, migration, stopped.minusSeconds(30));
      goes(services, migration, stopped);
      ends(services, migration);
      hiddenShard(services, migration);
      denied(services, migration);
    }
  }

  private void whileTheApplicationWrites(Services services, Migration migration)
      throws IOException {
    MessinaRun never = ready(services, migration);
    assertThat(never.exitCode()).isEqualTo(1);
    assertThat(states(never.json()))
        .containsEntry("verified", "fail")
        .containsEntry("rollback", "waived");

    MessinaRun verified = about(services, migration, "verify", "--json");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    MessinaRun yes = ready(services, migration);
    assertThat(yes.exitCode()).as(yes.out()).isZero();
    requireShape(yes.json());

    unreadable(services, migration);
    goesOn(services, migration);
    dryRun(services, migration);
    deadLetter(services, migration);
  }

  /** What cannot be read is not ready, and named with what would help. */
  private void unreadable(Services services, Migration migration) {
    MessinaRun noTarget = ready(services, migration, "--contact-points", "127.0.0.1:1");
    assertThat(noTarget.exitCode()).as(noTarget.out()).isEqualTo(2);
    assertThat(noTarget.json().path(STATE).asText()).isEqualTo("unknown");
    assertThat(states(noTarget.json())).containsEntry("tombstone_gc", "unknown");
    assertThat(noTarget.out()).contains("No node of the cluster answers", "--contact-points");
  }

  /** The policy that is missing is told. The source stops too where its own is refused. */
  private void denied(Services services, Migration migration) {
    if (services.dynamoDbServer().own().isEmpty()) {
      return;
    }
    control(
        services,
        "{\"rule\": \"deny\", \"operation\": \"DescribeStream\", \"table\": \"cutover\"}");
    MessinaRun denied = ready(services, migration);
    control(services, "");
    assertThat(denied.exitCode()).as(denied.out()).isPositive();
    assertThat(states(denied.json())).containsEntry("frontier", "unknown");
    assertThat(denied.out()).contains("\\\"Action\\\": \\\"dynamodb:DescribeStream\\\"");
  }

  private static void requireShape(JsonNode json) {
    assertThat(MessinaRun.fields(json))
        .containsExactly("at", "ready", STATE, "source", "sink", "table", "target", "criteria");
    assertThat(json.path("ready").asBoolean()).isTrue();
    assertThat(json.path(STATE).asText()).isEqualTo("ready");
    assertThat(json.path("criteria"))
        .allSatisfy(
            criterion ->
                assertThat(MessinaRun.fields(criterion))
                    .containsExactly("name", STATE, "value", "limit", "to_do"));
    assertThat(states(json).keySet())
        .containsExactlyInAnyOrder(
            "connectors",
            "snapshot",
            "data_loss",
            "frontier",
            "lag",
            "dead_letters",
            "write_timestamps",
            "verified",
            "replay",
            "tombstone_gc",
            "writers",
            "rollback");
  }

  /** A later verification begins where the last one has ended; without one it is refused. */
  private void goesOn(Services services, Migration migration) {
    MessinaRun since = about(services, migration, "verify", "--since-verified", "--json");
    assertThat(since.exitCode()).as(since.out() + since.err()).isZero();
    assertThat(since.json().path("mode").asText()).isEqualTo("since_verified");
    assertThat(since.json().path("items").asLong()).isZero();
    MessinaRun none =
        MessinaRun.about(
            services,
            migration,
            "verify",
            "--since-verified",
            "--state",
            folder.resolve("none").toString());
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("No run of messina verify has verified all of e2e.cutover");
  }

  /** All steps are taken, and nothing is left of them. */
  private void dryRun(Services services, Migration migration) throws IOException {
    String before = everything();
    Object connectors = services.connect().connectors();
    MessinaRun dry = about(services, migration, "cutover", "--dry-run", "--json");
    assertThat(dry.exitCode()).as(dry.out() + dry.err()).isZero();
    JsonNode json = dry.json();
    requireOutcome(json);
    assertThat(json.path(STATE).asText()).isEqualTo("go");
    assertThat(json.path("dry_run").asBoolean()).isTrue();
    assertThat(json.path("verify").path("mode").asText()).isEqualTo("since_verified");
    assertThat(json.path("verify").path("changes").asLong()).isPositive();
    assertThat(json.path("archive").isNull()).isTrue();
    assertThat(everything()).isEqualTo(before);
    assertThat(services.connect().connectors()).isEqualTo(connectors);
  }

  private static void requireOutcome(JsonNode json) {
    assertThat(MessinaRun.fields(json))
        .containsExactly(
            "at",
            STATE,
            "dry_run",
            "source",
            "sink",
            "table",
            "target",
            "writers_stopped",
            "ready",
            "drain",
            "late_changes",
            "verify",
            "ready_at_the_end",
            "archive",
            "next");
  }

  private void deadLetter(Services services, Migration migration) {
    migration.put(item("bad", AttributeValue.fromS("no number")));
    Eventually.isTrue("ready turns to no", () -> ready(services, migration).exitCode() == 1);
    MessinaRun no = ready(services, migration);
    assertThat(states(no.json())).containsEntry("dead_letters", "fail");
    assertThat(no.out()).contains("1 open", "messina dlq").doesNotContain("no number");
    migration.put(item("bad", AttributeValue.fromN("1")));
    Eventually.isTrue("it is mended", () -> ready(services, migration).exitCode() == 0);
  }

  private void drainThatDoesNotEnd(Services services, Migration migration) throws IOException {
    String before = everything();
    Object connectors = services.connect().connectors();
    MessinaRun timedOut = cutover(services, migration, Instant.now(), "--timeout", "1");
    assertThat(timedOut.exitCode()).as(timedOut.out() + timedOut.err()).isEqualTo(1);
    assertThat(timedOut.json().path(STATE).asText()).isEqualTo("not_drained");
    assertThat(timedOut.json().path("drain").path(STATE).asText()).isEqualTo("timed_out");
    assertThat(timedOut.json().path("verify").isNull()).isTrue();
    assertThat(everything()).isEqualTo(before);
    assertThat(services.connect().connectors()).isEqualTo(connectors);
    assertThat(services.connect().status(migration.sink().name()).isRunning()).isTrue();
  }

  private void tableThatIsStillWritten(Services services, Migration migration, Instant stopped)
      throws IOException {
    String before = everything();
    MessinaRun still = cutover(services, migration, stopped);
    assertThat(still.exitCode()).as(still.out() + still.err()).isEqualTo(1);
    assertThat(still.json().path(STATE).asText()).isEqualTo("still_written");
    assertThat(still.json().path("late_changes").asLong()).isPositive();
    assertThat(everything()).isEqualTo(before);
  }

  private void goes(Services services, Migration migration, Instant stopped) throws IOException {
    List<String> until = List.of("--json", "--until", stopped.toString());
    MessinaRun drained = MessinaRun.of(command(services, migration, "drain", until));
    assertThat(drained.exitCode()).as(drained.out() + drained.err()).isZero();
    assertThat(MessinaRun.fields(drained.json()))
        .containsExactly(STATE, "until", "waited_ms", "frontier");
    assertThat(drained.json().path(STATE).asText()).isEqualTo("drained");
    MessinaRun gone = cutover(services, migration, stopped);
    assertThat(gone.exitCode()).as(gone.out() + gone.err()).isZero();
    JsonNode json = gone.json();
    requireOutcome(json);
    assertThat(json.path(STATE).asText()).isEqualTo("go");
    assertThat(json.path("late_changes").asLong()).isZero();
    assertThat(json.path("next").get(0).asText())
        .contains("/connectors/" + migration.sink().name() + "/stop");
    assertThat(json.path("next").get(1).asText()).contains("e2e.cutover");
    Path archive = Path.of(json.path("archive").asText());
    try (Stream<Path> files = Files.list(archive)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "cutover.json",
              "ready.json",
              "status.json",
              "frontier.json",
              "verify.jsonl",
              "verify.html");
    }
    assertThat(
            MessinaRun.json(Files.readString(archive.resolve("ready.json")))
                .path("ready")
                .asBoolean())
        .isTrue();
    assertThat(migration.compare().inSync()).isTrue();
  }

  private void ends(Services services, Migration migration) throws IOException {
    Object connectors = services.connect().connectors();
    MessinaRun ended =
        about(
            services,
            migration,
            "end",
            "--json",
            "--archive",
            folder.resolve("archive").toString());
    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    JsonNode json = ended.json();
    assertThat(MessinaRun.fields(json))
        .containsExactly("at", "archive", "cut_over", "kept", "missing", "remove");
    assertThat(json.path("cut_over").asBoolean()).isTrue();
    assertThat(json.path("missing")).isEmpty();
    assertThat(json.path("kept").toString())
        .isEqualTo("[\"connectors.json\",\"offsets.json\",\"status.json\",\"verified.json\"]");
    assertThat(json.path("remove"))
        .hasSizeGreaterThan(6)
        .allSatisfy(
            one -> assertThat(MessinaRun.fields(one)).containsExactly("kind", "name", "how"));
    Path kept = Path.of(json.path("archive").asText()).resolve("connectors.json");
    assertThat(Files.readString(kept))
        .contains("\"aws.secret.access.key\" : \"[hidden]\"")
        .doesNotContain("\"local\"");
    assertThat(services.connect().connectors()).isEqualTo(connectors);
  }

  /** Children of a shard that nobody lists hold changes that nobody has read. */
  private void hiddenShard(Services services, Migration migration) {
    if (services.dynamoDbServer().own().isEmpty()) {
      return;
    }
    control(
        services,
        "{\"rule\": \"repeat\", \"operation\": \"DescribeStream\", \"table\": \"cutover\"}");
    try {
      MessinaRun yes = ready(services, migration);
      assertThat(yes.exitCode()).as(yes.out()).isZero();
      services.dynamoDbServer().shards(migration.name()).split();
      Eventually.isTrue(
          "ready turns to no", () -> ready(services, migration, "--max-lag", "45").exitCode() == 1);
      MessinaRun no = ready(services, migration, "--max-lag", "45");
      assertThat(states(no.json())).containsEntry("lag", "fail");
      assertThat(no.out()).contains("its children are not all known to be read");
    } finally {
      control(services, "");
    }
  }

  /** Gives the local DynamoDB a rule; takes all rules back without one. */
  private static void control(Services services, String rule) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(services.addresses().dynamoDb().resolve("/control/rules"));
    if (rule.isEmpty()) {
      request.DELETE();
    } else {
      request.POST(HttpRequest.BodyPublishers.ofString(rule));
    }
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException noAnswer) {
      throw new UncheckedIOException(noAnswer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", interrupted);
    }
  }

  private static Map<String, String> states(JsonNode json) {
    return StreamSupport.stream(json.path("criteria").spliterator(), false)
        .collect(
            Collectors.toMap(
                criterion -> criterion.path("name").asText(),
                criterion -> criterion.path(STATE).asText()));
  }

  /** What the commands have left behind. */
  private String everything() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(file).append('\n').append(Files.readString(file)).append('\n');
      }
      return all.toString();
    }
  }

  private MessinaRun ready(Services services, Migration migration, String... more) {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(List.of(more));
    return about(services, migration, "ready", all.toArray(String[]::new));
  }

  private MessinaRun cutover(
      Services services, Migration migration, Instant stopped, String... more) {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(List.of("--stopped-at", stopped.toString()));
    all.addAll(List.of("--archive", folder.resolve("archive").toString()));
    all.addAll(List.of(more));
    return about(services, migration, "cutover", all.toArray(String[]::new));
  }

  private MessinaRun about(Services services, Migration migration, String verb, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--state", folder.resolve(STATE).toString()));
    return MessinaRun.of(command(services, migration, verb, all));
  }

  /** The command of the runbook, with the names and the address of these connectors. */
  private static String[] command(
      Services services, Migration migration, String verb, List<String> more) {
    String named = " " + String.join(" ", NAMES);
    boolean dry = more.contains("--dry-run");
    String typed =
        page(services)
            .lines()
            .filter(line -> line.startsWith("./messina " + verb + named))
            .filter(line -> !verb.equals("cutover") || line.contains("--dry-run") == dry)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("The page has no command " + verb));
    List<String> words =
        new ArrayList<>(
            List.of(
                typed
                    .replace("./messina ", "")
                    .replace(NAMES.get(1), migration.source().name())
                    .replace(NAMES.get(3), migration.sink().name())
                    .split(" ")));
    words.addAll(List.of("--connect", services.addresses().connect().toString()));
    more.stream().filter(word -> !word.equals("--dry-run")).forEach(words::add);
    return words.toArray(String[]::new);
  }

  private static String page(Services services) {
    try {
      return Files.readString(services.project().home().resolve("docs/migrate.md"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, AttributeValue> item(String partitionKey, AttributeValue count) {
    Map<String, AttributeValue> item = new HashMap<>(ItemGenerator.key(partitionKey, "1"));
    item.put("count", count);
    return item;
  }
}
