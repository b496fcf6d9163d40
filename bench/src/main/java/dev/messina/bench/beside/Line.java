package dev.messina.bench.beside;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.bench.source.LocalCalls;
import dev.messina.bench.source.LocalTables;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.stack.LocalStack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Both connectors of one table on a Connect worker, with the examples' options. */
final class Line {

  static final String TABLE = "carried";
  static final String SOURCE = "bench-source";
  static final String SINK = "bench-sink";
  static final String TOPIC = "bench." + TABLE;

  private static final long LOOK_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final LocalTables tables;
  private final ConnectRest connect;
  private final int keys;
  private int written;

  /**
   * @param keys so many items are written to in turn
   */
  Line(LocalStack stack, int keys) {
    this.tables = new LocalTables(new LocalCalls(stack.dynamoDb().endpoint()));
    this.connect = new ConnectRest(() -> stack.connect().url(), Duration.ofMinutes(1));
    this.keys = keys;
    tables.createIdle(TABLE, 4);
    connect.put(sink(stack));
    connect.put(source(stack));
  }

  private static ConnectorFile source(LocalStack stack) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("connector.class", "dev.messina.source.DynamoDbSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic.prefix", "bench");
    config.put("tables", TABLE);
    config.put("aws.region", "us-east-1");
    config.put("aws.endpoint", stack.dynamoDb().endpoint().toString());
    config.put("aws.access.key.id", "bench");
    config.put("aws.secret.access.key", "bench");
    config.put("control.kafka.bootstrap.servers", stack.kafka().bootstrapServers());
    config.put("topic.creation.default.replication.factor", "1");
    config.put("topic.creation.default.partitions", "4");
    config.put("producer.override.batch.size", "131072");
    config.put("producer.override.compression.type", "lz4");
    return new ConnectorFile(SOURCE, config);
  }

  private static ConnectorFile sink(LocalStack stack) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("connector.class", "dev.messina.sink.ScyllaSinkConnector");
    config.put("tasks.max", "2");
    config.put("topics", TOPIC);
    config.put("table.name", "bench." + TABLE);
    config.put("scylladb.contact.points", stack.cassandra().contactPoint());
    config.put("scylladb.local.datacenter", stack.cassandra().localDatacenter());
    config.put("transforms", "row");
    config.put("transforms.row.type", "dev.messina.transforms.ItemToRow");
    return new ConnectorFile(SINK, config);
  }

  /** Writes changes; returns when they are in the table. */
  void write(int changes) {
    tables.put(TABLE, keys, written, changes);
    written += changes;
  }

  /** The source reads nothing more. */
  void stop() {
    connect.stop(SOURCE);
    await("the source is stopped", () -> connect.status(SOURCE).state().equals("STOPPED"));
  }

  void resume() {
    connect.resume(SOURCE);
  }

  /** How many changes were written. */
  int written() {
    return written;
  }

  /** How many changes the sink has committed. */
  long committed() {
    long sum = 0;
    for (JsonNode offset : connect.offsets(SINK)) {
      sum += offset.at("/offset/kafka_offset").asLong();
    }
    return sum;
  }

  void awaitApplied() {
    await("all is applied", () -> committed() >= written);
  }

  /** A question that is asked until the answer is yes. */
  interface Question {
    boolean isTrue();
  }

  static void await(String what, Question question) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!question.isTrue()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Not within " + PATIENCE + ": " + what);
      }
      rest(LOOK_MILLIS);
    }
  }

  static void rest(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The run was interrupted", interrupted);
    }
  }
}
