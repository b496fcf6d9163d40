package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code messina dlq}: what the sink has rejected is listed, explained and read again. */
@ExtendWith(SharedStack.class)
class RedriveIT {

  private static final String SECRET = "not-a-number-4711";
  private static final String AUDIT =
      "--audit=" + Path.of("target", "redrive", "audit-" + ProcessHandle.current().pid());

  @Test
  void deadLettersAreListedExplainedAndRedriven(Services services) {
    try (Migration migration = new Migration(services, "lettered", 0)) {
      migration
          .withSink("errors.tolerance", "all")
          .withSink("errors.deadletterqueue.topic.name", "e2e.lettered.rejected")
          .withSink("errors.deadletterqueue.topic.replication.factor", "1")
          .withSink("errors.deadletterqueue.context.headers.enable", "true");
      migration.deploy();
      migration.drain();
      migration.put(with(item(1, "first"), "seats", AttributeValue.fromS(SECRET)));
      migration.put(with(item(2, "first"), "count", AttributeValue.fromS(SECRET)));
      migration.drain();
      migration.put(item(2, "second"));
      migration.drain();

      JsonRun listed = dlq(services, migration, "list", "--letters");
      assertThat(listed.exitCode()).as("%s", listed).isEqualTo(1);
      assertThat(listed.counts("reason", "letters")).isEqualTo(Map.of("1", 2L));
      assertThat(listed.counts("letter", "state")).isEqualTo(Map.of("open", 1L, "stale", 1L));
      assertThat(listed.summary().path("open_keys").asInt()).isEqualTo(1);
      assertThat(listed.said().toString()).contains("seats", "count").doesNotContain(SECRET);
      assertExplained(services, migration, listed);

      JsonRun tooEarly = dlq(services, migration, "redrive", AUDIT);
      assertThat(tooEarly.exitCode()).as("%s", tooEarly).isEqualTo(1);
      assertThat(tooEarly.counts("repair", "outcome")).isEqualTo(Map.of("dead_lettered", 1L));

      services.cql().execute("ALTER TABLE " + migration.targetName() + " ADD seats text");
      JsonRun redriven = dlq(services, migration, "redrive", AUDIT);
      assertThat(redriven.exitCode()).as("%s", redriven).isZero();
      assertThat(redriven.counts("repair", "outcome")).isEqualTo(Map.of("rewritten", 1L));
      assertThat(migration.row(key(1)).getString("seats")).isEqualTo(SECRET);
      JsonRun done = dlq(services, migration, "list");
      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(done.summary().path("stale").asInt()).isEqualTo(3);
      assertThat(dlq(services, migration, "redrive", AUDIT).exitCode()).isZero();
    }
  }

  private static void assertExplained(Services services, Migration migration, JsonRun listed) {
    String open =
        listed.said().stream()
            .filter(line -> line.path("state").asText().equals("open"))
            .map(line -> line.path("at").asText())
            .findFirst()
            .orElseThrow();
    JsonRun explained = dlq(services, migration, "explain", open);
    assertThat(explained.exitCode()).as("%s", explained).isEqualTo(1);
    assertThat(explained.summary().path("reason").asText()).contains("seats", "e2e.lettered");
    assertThat(explained.summary().path("of").asText()).startsWith(migration.topic() + "-");
    assertThat(explained.said().toString()).doesNotContain(SECRET);
    JsonRun shown = dlq(services, migration, "explain", open, "--show-values");
    assertThat(shown.summary().path("value").asText()).contains(SECRET);
    JsonRun none = dlq(services, migration, "explain", "0@999999");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.told()).startsWith("There is no dead letter at e2e.lettered.rejected-0@999999");
  }

  private static JsonRun dlq(Services services, Migration migration, String step, String... more) {
    List<String> arguments = new ArrayList<>(List.of("dlq", step, "--json"));
    arguments.addAll(List.of("--connect", services.addresses().connect().toString()));
    arguments.addAll(
        List.of("--source", migration.source().name(), "--sink", migration.sink().name()));
    arguments.addAll(Arrays.asList(more));
    return JsonRun.of(arguments);
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String attribute, AttributeValue value) {
    item.put(attribute, value);
    return item;
  }

  private static Map<String, AttributeValue> key(int number) {
    return ItemGenerator.key("quiet", Integer.toString(number));
  }

  private static Map<String, AttributeValue> item(int number, String status) {
    Map<String, AttributeValue> item = new HashMap<>(key(number));
    item.put("status", AttributeValue.fromS(number + " " + status));
    return item;
  }
}
