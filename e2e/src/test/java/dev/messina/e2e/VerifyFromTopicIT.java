package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What {@code messina verify --from-topic} finds without a read of DynamoDB, and what it cannot.
 */
@ExtendWith(SharedStack.class)
class VerifyFromTopicIT {

  private static final int ITEMS = 300;
  private static final String MODE = "--from-topic";

  private static Map<String, AttributeValue> key(int customer) {
    return ItemGenerator.key("customer#%06d".formatted(customer), "0");
  }

  @Test
  void rowsAreHeldAgainstTheNewestChangesOnTheTopic(Services services) throws Exception {
    try (Migration migration = new Migration(services, "verify_topic", ITEMS)) {
      migration.deploy();
      migration.drain();
      Map<String, AttributeValue> deleted = key(1);
      migration.delete(deleted);
      migration.drain();

      VerifyRun applied = VerifyRun.of(services, migration, MODE);
      assertThat(applied.differences()).isEmpty();
      assertThat(applied.exitCode()).as(applied.told()).isZero();
      JsonNode summary = applied.summary();
      assertThat(summary.path("mode").asText()).isEqualTo("from_topic");
      assertThat(summary.path("verdict").asText()).isEqualTo("applied");
      assertThat(summary.path("items").asInt()).isEqualTo(ITEMS + 3 * Migration.WITNESSES);
      assertThat(summary.path("read_units").asDouble()).isZero();
      assertThat(summary.path("not_seen")).isNotEmpty();

      DamagedRows rows = new DamagedRows(services.cql(), migration.targetName());
      rows.remove(key(2));
      rows.change(key(3));
      rows.add(deleted);
      VerifyRun damaged = VerifyRun.of(services, migration, MODE);
      assertThat(classes(damaged)).isEqualTo(classes(rows.expected()));
      assertThat(damaged.exitCode()).as(damaged.told()).isEqualTo(1);

      services.cql().execute("TRUNCATE " + migration.targetName());
      VerifyRun emptied = VerifyRun.of(services, migration, MODE);
      assertThat(emptied.summary().path("differences").path("missing").asInt())
          .isEqualTo(ITEMS - 1 + Migration.WITNESSES);

      whatTheTopicHasLostMakesItDoubtful(services, migration);
    }
  }

  /** The snapshot's records may lie behind deletes that are gone; those of the stream do not. */
  private static void whatTheTopicHasLostMakesItDoubtful(Services services, Migration migration)
      throws InterruptedException, ExecutionException {
    trim(services, migration.topic());
    VerifyRun cut = VerifyRun.of(services, migration, MODE);
    JsonNode summary = cut.summary();
    assertThat(summary.path("doubtful").asInt()).isPositive();
    assertThat(summary.path("differences").path("missing").asInt())
        .as("items that the stream brought")
        .isEqualTo(Migration.WITNESSES);
    assertThat(summary.path("not_seen").path(0).asText()).contains("have lost");
  }

  private static void trim(Services services, String topic)
      throws InterruptedException, ExecutionException {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, services.bootstrapServers()))) {
      admin
          .deleteRecords(
              admin
                  .describeTopics(List.of(topic))
                  .allTopicNames()
                  .get()
                  .get(topic)
                  .partitions()
                  .stream()
                  .collect(
                      Collectors.toMap(
                          one -> new TopicPartition(topic, one.partition()),
                          one -> RecordsToDelete.beforeOffset(1))))
          .all()
          .get();
    }
  }

  private static Map<String, String> classes(VerifyRun run) {
    return classes(run.differences());
  }

  /** Who writes a row behind the sink's back writes later than its change. */
  private static Map<String, String> classes(Map<String, String> differences) {
    Map<String, String> classes = new TreeMap<>(differences);
    classes.replaceAll((row, text) -> text.replace("target_newer", "different"));
    return classes;
  }

  @Test
  void lagIsNoDifference(Services services) {
    try (Migration migration = new Migration(services, "verify_topic_lag", 40)) {
      migration.deploy();
      migration.drain();
      noFalseAlarmWhileItemsChange(services, migration);
      migration.put(item(key(1)));
      migration.drain();
      services.connect().stop(migration.sink().name());
      Eventually.isTrue(
          "the sink is stopped",
          () -> services.connect().status(migration.sink().name()).tasks().isEmpty());
      Map<String, AttributeValue> changed = key(1);
      long before = migration.tally().records();
      migration.delete(changed);
      Eventually.isTrue("the delete is on the topic", () -> migration.tally().records() > before);

      VerifyRun lagging = VerifyRun.of(services, migration, MODE);
      assertThat(lagging.exitCode()).as(lagging.told()).isZero();
      assertThat(lagging.summary().path("not_compared").asInt()).isPositive();

      new DamagedRows(services.cql(), migration.targetName()).remove(changed);
      VerifyRun unknown = VerifyRun.of(services, migration, MODE, "--patience", "2");
      assertThat(unknown.differences()).isEmpty();
      assertThat(unknown.summary().path("in_flight").asInt()).isEqualTo(1);
      assertThat(unknown.exitCode()).as(unknown.told()).isEqualTo(2);
    }
  }

  /** Forty items that change twice a second each, with deletes among the changes. */
  private static void noFalseAlarmWhileItemsChange(Services services, Migration migration) {
    try (ChangeWriter writer = migration.writer(40, 1_200, 80, 0)) {
      writer.start();
      do {
        VerifyRun run = VerifyRun.of(services, migration, MODE, "--patience", "3");
        assertThat(run.differences()).isEmpty();
        assertThat(run.exitCode()).as(run.told()).isIn(0, 2);
      } while (!writer.isDone());
      writer.rethrowFailure();
    }
  }

  private static Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    Map<String, AttributeValue> item = new HashMap<>(key);
    item.put("status", AttributeValue.fromS("first"));
    return item;
  }
}
