package dev.messina.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A topic that the test itself writes, deletes and creates, with a sink and a table of its name.
 */
final class SunkTopic implements AutoCloseable {

  private final Services services;
  private final String name;
  private final Admin admin;

  SunkTopic(Services services, String name) {
    this.services = services;
    this.name = name;
    this.admin = Admin.create(Map.of("bootstrap.servers", services.bootstrapServers()));
    services
        .cql()
        .execute(
            "CREATE KEYSPACE IF NOT EXISTS sunk WITH replication ="
                + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
    services.cql().execute("CREATE TABLE sunk." + name + " (id text PRIMARY KEY, v text)");
  }

  void create(int partitions) {
    Eventually.isTrue("the topic is created", () -> isCreated(partitions));
  }

  private boolean isCreated(int partitions) throws InterruptedException {
    try {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
      return true;
    } catch (ExecutionException stillThere) {
      return false;
    }
  }

  /** Deletes the topic and creates one of the same name. */
  void replace(int partitions) throws Exception {
    admin.deleteTopics(List.of(name)).all().get();
    create(partitions);
  }

  void deleteRecords(long before) throws Exception {
    admin
        .deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(before)))
        .all()
        .get();
  }

  /** Sends rows with these numbers, all to one partition. */
  void send(int partition, int from, int to) throws Exception {
    send(partition, from, to, Map.of());
  }

  /** The same in one transaction. */
  void sendInTransaction(int from, int to) throws Exception {
    send(0, from, to, Map.of("transactional.id", name));
  }

  private void send(int partition, int from, int to, Map<String, Object> settings)
      throws Exception {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put("bootstrap.servers", services.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(all, new StringSerializer(), new StringSerializer())) {
      boolean transaction = !settings.isEmpty();
      if (transaction) {
        producer.initTransactions();
        producer.beginTransaction();
      }
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int row = from; row < to; row++) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    name, partition, "{\"id\":\"" + row + "\"}", "{\"v\":\"x\"}")));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
      if (transaction) {
        producer.commitTransaction();
      }
    }
  }

  void startSink(Map<String, String> options) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("connector.class", "dev.messina.sink.ScyllaSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", name);
    config.put("table.name", "sunk." + name);
    config.put("scylladb.contact.points", services.addresses().cql());
    config.put("scylladb.local.datacenter", "datacenter1");
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("write.timestamp.source", "offset");
    config.put("consumer.override.metadata.max.age.ms", "1000");
    config.put("consumer.override.allow.auto.create.topics", "false");
    config.putAll(options);
    services.connect().put(new ConnectorFile(name, config));
  }

  void stop() {
    connect().stop(name);
    Eventually.isTrue("the sink is stopped", () -> connect().status(name).tasks().isEmpty());
  }

  void resume() {
    connect().resume(name);
  }

  void pause() throws Exception {
    rest("PUT", "pause", "");
    Eventually.isTrue(
        "the sink is paused",
        () ->
            connect().status(name).tasks().stream()
                .allMatch(task -> task.state().equals("PAUSED")));
  }

  void deleteOffsets() {
    connect().deleteOffsets(name);
  }

  void setOffset(long offset) throws Exception {
    rest(
        "PATCH",
        "offsets",
        """
        {"offsets": [{"partition": {"kafka_topic": "%s", "kafka_partition": 0},
                      "offset": {"kafka_offset": %d}}]}
        """
            .formatted(name, offset));
  }

  private void rest(String method, String rest, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                                services.addresses().connect() + "/connectors/" + name + "/" + rest)
                            .normalize())
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(method + " " + rest + ": " + answer.body());
    }
  }

  void awaitRows(int count) {
    Eventually.isTrue(count + " rows", () -> rows() == count);
  }

  int rows() {
    return services.cql().execute("SELECT id FROM sunk." + name).all().size();
  }

  /** Waits until what has been read is committed. */
  void awaitCommit(long offset) {
    Eventually.isTrue(
        "offset " + offset + " is committed",
        () -> connect().offsets(name).stream().anyMatch(one -> committed(one) == offset));
  }

  private static long committed(JsonNode offset) {
    return offset.path("offset").path("kafka_offset").asLong(-1);
  }

  /** Why the task has failed, as soon as it has. */
  String failure() {
    Eventually.isTrue("the task has failed", () -> states().contains("FAILED"));
    return connect().status(name).tasks().get(0).failure().orElse("");
  }

  String workerOfTask() {
    return connect().status(name).tasks().get(0).workerId();
  }

  void awaitRunning(int tasks) {
    List<String> running = Collections.nCopies(tasks, "RUNNING");
    Eventually.isTrue(tasks + " tasks run", () -> states().equals(running));
  }

  private List<String> states() {
    return connect().status(name).tasks().stream().map(ConnectorStatus.Task::state).toList();
  }

  private ConnectRest connect() {
    return services.connect();
  }

  @Override
  public void close() {
    connect().delete(name);
    admin.close();
  }
}
