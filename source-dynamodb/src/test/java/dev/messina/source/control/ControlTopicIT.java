package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.source.control.KafkaTopics.TopicLimits;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The control room against a broker; signals are posted as kafka-console-producer posts them. */
class ControlTopicIT {

  private static final String CONNECTOR = "orders-source";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static LocalStack stack;
  private static Admin admin;
  private static KafkaProducer<String, String> producer;

  @BeforeAll
  static void startKafka() {
    stack = LocalStack.in(Path.of("target", "control-topic-it")).only(Service.KAFKA).start();
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
  }

  @AfterAll
  static void stopKafka() {
    producer.close();
    admin.close();
    stack.close();
  }

  @Test
  void waitsForTheTopicAndReplaysItAfterARestart() throws Exception {
    String topic = "first.control";
    Instant start = Instant.now();
    try (Signals signals = open(topic, start)) {
      await().atMost(PATIENCE).until(signals::caughtUp);
      assertThat(topics()).as("looking for it does not create it").doesNotContain(topic);
      create(topic, 3, Map.of());
      post(topic, CONNECTOR + "/orders/table", "{}");
      post(topic, CONNECTOR, "{\"id\":\"p-1\",\"type\":\"pause-snapshot\"}");
      assertThat(takeIds(signals, 1)).containsExactly("p-1");
      post(topic, CONNECTOR, "no JSON");
      post(topic, "shop#2", "{\"id\":\"r-1\",\"type\":\"resume-snapshot\"}");
      assertThat(takeIds(signals, 1)).containsExactly("r-1");
    }
    try (Signals signals = open(topic, start)) {
      await().atMost(PATIENCE).until(signals::caughtUp);
      assertThat(signals.take()).extracting(Signal::id).containsExactly("p-1", "r-1");
    }
    try (Signals signals = open(topic, Instant.now().plusSeconds(60))) {
      await().atMost(PATIENCE).until(signals::caughtUp);
      assertThat(signals.take()).isEmpty();
      post(topic, CONNECTOR, "{\"id\":\"p-2\",\"type\":\"pause-snapshot\"}");
      assertThat(takeIds(signals, 1)).containsExactly("p-2");
    }
  }

  @Test
  void aCompactedTopicKeepsTheNewestSignalOfAKey() throws Exception {
    String topic = "compacted.control";
    create(
        topic,
        1,
        Map.of(
            "cleanup.policy", "compact",
            "min.cleanable.dirty.ratio", "0.01",
            "segment.ms", "100",
            "max.compaction.lag.ms", "100"));
    post(topic, CONNECTOR, "{\"id\":\"lost\",\"type\":\"pause-snapshot\"}");
    post(topic, CONNECTOR + "#a", "{\"id\":\"a\",\"type\":\"pause-snapshot\"}");
    post(topic, CONNECTOR + "#b", "{\"id\":\"b\",\"type\":\"pause-stream\"}");
    post(topic, CONNECTOR, "{\"id\":\"newest\",\"type\":\"throttle-snapshot\"}");

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              // Only a segment that is no longer written to is compacted.
              post(topic, CONNECTOR + "/orders/table", "{}");
              try (Signals signals = open(topic, Instant.EPOCH)) {
                await().until(signals::caughtUp);
                assertThat(signals.take())
                    .extracting(Signal::id)
                    .containsExactly("a", "b", "newest");
              }
            });
  }

  @Test
  void goesOnWhenTheBrokerIsBack() throws Exception {
    String topic = "restarted.control";
    create(topic, 3, Map.of());
    post(topic, CONNECTOR, "{\"id\":\"1\",\"type\":\"pause-snapshot\"}");
    try (Signals before = open(topic, Instant.EPOCH)) {
      assertThat(takeIds(before, 1)).containsExactly("1");
      stack.kafka().process().kill();
      try (Signals meanwhile = open(topic, Instant.EPOCH)) {
        assertThat(meanwhile.caughtUp()).isFalse();
        stack.kafka().process().restart();
        post(topic, CONNECTOR, "{\"id\":\"2\",\"type\":\"pause-snapshot\"}");
        assertThat(takeIds(before, 1)).containsExactly("2");
        assertThat(takeIds(meanwhile, 2)).containsExactly("1", "2");
      }
    }
  }

  @Test
  void knowsWhetherATopicWasEverWrittenTo() throws Exception {
    String topic = "shop.orders";
    try (KafkaTopics kafka = connect()) {
      assertThat(kafka.holdsRecords(topic)).isFalse();
      assertThat(kafka.newestWriteTimestamp(topic)).isEmpty();
      assertThat(topics()).doesNotContain(topic);
      create(topic, 3, Map.of());
      assertThat(kafka.holdsRecords(topic)).isFalse();
      assertThat(kafka.newestWriteTimestamp(topic)).isEmpty();

      postWritten(topic, 0, "1767225600000100");
      postWritten(topic, 2, "1767225600000300");
      postWritten(topic, 2, "1767225600000200");
      post(topic, "without a header", "{}");
      assertThat(kafka.holdsRecords(topic)).isTrue();
      assertThat(kafka.newestWriteTimestamp(topic)).hasValue(1767225600000300L);

      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(topic, 2),
                  RecordsToDelete.beforeOffset(-1),
                  new TopicPartition(topic, 0),
                  RecordsToDelete.beforeOffset(-1)))
          .all()
          .get();
      assertThat(kafka.holdsRecords(topic)).isTrue();
      assertThat(kafka.newestWriteTimestamp(topic)).isEmpty();
    }
  }

  @Test
  void readsWhatTopicsKeep() throws Exception {
    create("limits", 3, Map.of("cleanup.policy", "compact,delete", "retention.ms", "60000"));
    try (KafkaTopics kafka = connect()) {
      assertThat(kafka.limits(List.of("limits", "nowhere")))
          .containsOnly(Map.entry("limits", new TopicLimits("compact,delete", 60_000, 1_048_588)));
    }
  }

  private static Signals open(String topic, Instant since) {
    ControlSettings settings =
        new ControlSettings(
            topic,
            Duration.ofSeconds(10),
            "",
            Duration.ZERO,
            "",
            Map.of("bootstrap.servers", bootstrapServers()));
    return Signals.open(settings, CONNECTOR, "shop", List.of("orders"), since);
  }

  private static KafkaTopics connect() {
    return KafkaTopics.connect(
        Map.of("bootstrap.servers", bootstrapServers()), Duration.ofSeconds(30));
  }

  private static List<String> takeIds(Signals signals, int count) {
    List<String> ids = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              signals.take().forEach(signal -> ids.add(signal.id()));
              return ids.size() >= count;
            });
    return ids;
  }

  private static void create(String topic, int partitions, Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    NewTopic created = new NewTopic(topic, partitions, (short) 1).configs(settings);
    admin.createTopics(List.of(created)).all().get();
  }

  private static List<String> topics() throws ExecutionException, InterruptedException {
    return List.copyOf(admin.listTopics().names().get());
  }

  private static void post(String topic, String key, String value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  private static void postWritten(String topic, int partition, String writeTimestamp)
      throws ExecutionException, InterruptedException {
    ProducerRecord<String, String> record = new ProducerRecord<>(topic, partition, "key", "{}");
    record.headers().add("messina.write.ts.us", writeTimestamp.getBytes(StandardCharsets.UTF_8));
    producer.send(record).get();
  }

  private static String bootstrapServers() {
    return stack.kafka().bootstrapServers();
  }
}
