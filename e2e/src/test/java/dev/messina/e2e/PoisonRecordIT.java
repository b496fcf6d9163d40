package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(SharedStack.class)
class PoisonRecordIT {

  private static final String SECRET = "not-a-number-4711";

  @Test
  void poisonBetweenGoodRecordsEndsInTheDeadLetterQueueAndBlocksNothing(Services services) {
    try (Migration migration = new Migration(services, "poison", 0)) {
      String rejected = "e2e.poison.rejected";
      migration
          .withSource("topic.creation.default.partitions", "1")
          .withSink("errors.tolerance", "all")
          .withSink("errors.deadletterqueue.topic.name", rejected)
          .withSink("errors.deadletterqueue.topic.replication.factor", "1")
          .withSink("errors.deadletterqueue.context.headers.enable", "true");
      migration.deploy();

      migration.put(item("good-before", AttributeValue.fromN("1")));
      migration.drain();
      migration.put(item("bad", AttributeValue.fromS(SECRET)));
      migration.put(item("good-between", AttributeValue.fromN("2")));
      migration.drain();
      send(services, migration.topic(), "{\"pk\":\"x\",\"sk\":\"1\"}", "{not json");
      migration.put(item("good-after", AttributeValue.fromN("3")));
      migration.drain();

      for (String good : List.of("good-before", "good-between", "good-after")) {
        assertThat(migration.row(ItemGenerator.key(good, "1"))).as(good).isNotNull();
      }
      assertThat(migration.row(ItemGenerator.key("bad", "1"))).isNull();
      assertThat(services.connect().status(migration.sink().name()).tasks())
          .extracting(ConnectorStatus.Task::state)
          .containsOnly("RUNNING");
      List<Map<String, String>> letters =
          DeadLetterQueue.read(services, rejected, 2).stream()
              .map(DeadLetterQueue::headers)
              .toList();
      assertThat(letters).hasSize(2);
      assertThat(letters)
          .allSatisfy(
              headers ->
                  assertThat(headers)
                      .containsEntry("__connect.errors.topic", migration.topic())
                      .containsKeys("__connect.errors.partition", "__connect.errors.offset"));
      Map<String, String> unfit = letters.get(0);
      assertThat(unfit.get("__connect.errors.exception.message"))
          .contains(
              "'count'",
              "bigint",
              "e2e.poison",
              migration.topic()
                  + "-"
                  + unfit.get("__connect.errors.partition")
                  + "@"
                  + unfit.get("__connect.errors.offset"))
          .doesNotContain(SECRET);
    }
  }

  private static Map<String, AttributeValue> item(String partitionKey, AttributeValue count) {
    Map<String, AttributeValue> item = new HashMap<>(ItemGenerator.key(partitionKey, "1"));
    item.put("count", count);
    return item;
  }

  private static void send(Services services, String topic, String key, String value) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, services.stack().kafka().bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("The poison was not sent", failed);
    }
  }
}
