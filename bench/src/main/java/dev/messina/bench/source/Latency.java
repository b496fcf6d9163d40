package dev.messina.bench.source;

import dev.messina.bench.Figures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** How long it takes from a put until a consumer has the change, on the local DynamoDB. */
final class Latency {

  private static final String TABLE = "latency";
  private static final int PUTS = 60;
  private static final int GAP_MIN_MS = 300;
  private static final int GAP_MAX_MS = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Setting setting;
  private final SdkHttpClient http;
  private final Random random = new Random(5);

  Latency(Setting setting, SdkHttpClient http) {
    this.setting = setting;
    this.http = http;
  }

  /** For the file of results. */
  Map<String, Object> measure() throws Exception {
    List<String> names = List.of(Setting.topic(TABLE, TABLE), Setting.controlTopic(TABLE));
    try (DynamoDbClient client =
            setting.configured(DynamoDbClient.builder().httpClient(http)).build();
        Topics topics = new Topics(setting.bootstrapServers());
        TopicWriter writer = new TopicWriter(setting.bootstrapServers());
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      topics.create(names);
      createTable(client);
      TaskLoop task = new TaskLoop(setting.connector(TABLE, List.of(TABLE)), writer);
      task.start();
      consumer.subscribe(List.of(Setting.topic(TABLE, TABLE)));
      put(client, -1);
      awaitKey(consumer, -1);
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < PUTS; i++) {
        Thread.sleep(GAP_MIN_MS + random.nextInt(GAP_MAX_MS - GAP_MIN_MS));
        long begin = System.nanoTime();
        put(client, i);
        awaitKey(consumer, i);
        millis.add((System.nanoTime() - begin) / 1e6);
      }
      task.stop();
      return results(millis.stream().sorted().toList());
    }
  }

  private static Map<String, Object> results(List<Double> sorted) {
    double half = sorted.get(sorted.size() / 2);
    double nineTenths = sorted.get(sorted.size() * 9 / 10);
    double longest = sorted.get(sorted.size() - 1);
    System.out.printf(
        Locale.ROOT,
        "latency put to consumer: p50 %.0f ms, p90 %.0f ms, max %.0f ms of %d%n",
        half,
        nineTenths,
        longest,
        sorted.size());
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("p50_ms", Figures.rounded(half, 0));
    results.put("p90_ms", Figures.rounded(nineTenths, 0));
    results.put("max_ms", Figures.rounded(longest, 0));
    results.put("puts", sorted.size());
    return results;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            setting.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            TABLE,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Waits for the change; it may have come as a part of the snapshot when it is the first. */
  private static void awaitKey(KafkaConsumer<byte[], byte[]> consumer, int number) {
    String key = "\"" + number + "\"";
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
        if (new String(message.key(), StandardCharsets.UTF_8).contains(key)) {
          return;
        }
      }
    }
    throw new IllegalStateException("Item " + number + " has not come in " + PATIENCE);
  }

  private static void put(DynamoDbClient client, int number) {
    client.putItem(
        request ->
            request
                .tableName(TABLE)
                .item(
                    Map.of(
                        SampleTable.HASH_KEY,
                        AttributeValue.fromS(Integer.toString(number)),
                        "value",
                        AttributeValue.fromN("1"))));
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName(SampleTable.HASH_KEY)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder()
                        .attributeName(SampleTable.HASH_KEY)
                        .keyType(KeyType.HASH)
                        .build())
                .streamSpecification(
                    stream ->
                        stream
                            .streamEnabled(true)
                            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }
}
