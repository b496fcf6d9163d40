package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.demo.TargetTable;
import dev.messina.cli.workload.SourceTable;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A folder of {@code config-examples}, used step by step as its README says: the files as they are,
 * with nothing but the addresses of the services replaced.
 */
final class Example implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROWS = ".rows.jsonl";

  private final Services services;
  private final Path folder;
  private final DynamoDbCall dynamoDb;
  private final Set<String> posted = new LinkedHashSet<>();

  Example(Services services, String folder) {
    this.services = services;
    this.folder = services.project().example(folder);
    this.dynamoDb = new DynamoDbCall(services.stack().dynamoDb().endpoint());
  }

  Services services() {
    return services;
  }

  /** The first steps of each README: the CQL file, the tables where they are missing, items. */
  void prepare() {
    cql("schema.cql");
    List<String> existing =
        services.dynamoDb().listTablesPaginator().tableNames().stream().toList();
    for (Path table : files(".table.json")) {
      if (!existing.contains(stem(table, ".table.json"))) {
        dynamoDb.send("CreateTable", text(table));
      }
    }
    for (Path items : files(".items.jsonl")) {
      putLines(stem(items, ".items.jsonl"), items.getFileName().toString());
    }
  }

  /** What {@code aws dynamodb update-table} does; what was written before is not in the stream. */
  void enableStream(String table) {
    SourceTable.enableStream(services.dynamoDb(), table);
  }

  void cql(String file) {
    try {
      TargetTable.create(services.cql(), folder.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Posts connectors, in this order, by the names of their files without the ending. */
  void post(String... files) {
    for (String file : files) {
      ConnectorFile connector = connector(file);
      posted.add(connector.name());
      services.connect().put(connector);
    }
  }

  ConnectorFile connector(String file) {
    try {
      return ConnectorFile.read(folder.resolve(file + ".json")).at(services.addresses());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Puts each line of a file. */
  void putLines(String table, String file) {
    text(folder.resolve(file)).lines().forEach(item -> put(table, item));
  }

  /** What {@code aws dynamodb put-item} does. */
  void put(String table, String item) {
    dynamoDb.send("PutItem", "{\"TableName\":\"%s\",\"Item\":%s}".formatted(table, item));
  }

  void delete(String table, String key) {
    dynamoDb.send("DeleteItem", "{\"TableName\":\"%s\",\"Key\":%s}".formatted(table, key));
  }

  /** Stops a connector and forgets its offsets, so that it begins anew when it is resumed. */
  void stopAndForget(String connector) {
    services.connect().stop(connector);
    Eventually.isTrue(
        connector + " is stopped", () -> services.connect().status(connector).tasks().isEmpty());
    services.connect().deleteOffsets(connector);
  }

  /** Sends each line of a file, {@code key|value}, as the console producer of the README does. */
  void signal(String file, String controlTopic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", services.stack().kafka().bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String line : text(folder.resolve(file)).lines().toList()) {
        int bar = line.indexOf('|');
        producer
            .send(
                new ProducerRecord<>(controlTopic, line.substring(0, bar), line.substring(bar + 1)))
            .get();
      }
    } catch (ExecutionException refused) {
      throw new IllegalStateException("Signal " + file + " was not sent", refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Signal " + file + " was not sent", interrupted);
    }
  }

  /** Waits until each table holds the rows of its {@code .rows.jsonl} and no others. */
  void awaitRows() {
    for (Path rows : files(ROWS)) {
      awaitRows(stem(rows, ROWS), rows.getFileName().toString());
    }
  }

  /** Waits until a table holds the rows of a file and no others. */
  void awaitRows(String table, String file) {
    Set<JsonNode> wanted =
        text(folder.resolve(file)).lines().map(Example::json).collect(Collectors.toSet());
    Eventually.holds(
        "rows of " + table + " are those of " + file,
        () -> {
          rethrowFailure();
          assertThat(rows(table)).isEqualTo(wanted);
        });
  }

  /** What {@code messina sweep} says about a table, with the connectors of two files. */
  SweepRun sweep(String source, String sink, String table, String... more) {
    return SweepRun.of(services, connector(source).name(), connector(sink).name(), table, more);
  }

  /** What {@code cqlsh} shows for {@code SELECT JSON *}. */
  Set<JsonNode> rows(String table) {
    return services.cql().execute("SELECT JSON * FROM " + table).all().stream()
        .map(row -> json(row.getString(0)))
        .collect(Collectors.toSet());
  }

  /** The first column of the only row; null if there is no row. */
  Object value(String query) {
    Row row = services.cql().execute(query).one();
    return row == null ? null : row.getObject(0);
  }

  /** Waits until a condition holds, unless a connector fails. */
  void await(String what, Callable<Boolean> condition) {
    Eventually.isTrue(
        what,
        () -> {
          rethrowFailure();
          return condition.call();
        });
  }

  /** Takes the connectors away; the tables stay for whoever wants to look at them. */
  @Override
  public void close() {
    posted.forEach(services.connect()::delete);
  }

  private void rethrowFailure() {
    for (String connector : posted) {
      services
          .connect()
          .status(connector)
          .firstFailure()
          .ifPresent(
              failure -> {
                throw new IllegalStateException(failure);
              });
    }
  }

  private List<Path> files(String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String stem(Path file, String ending) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ending.length());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("Not JSON: " + text, noJson);
    }
  }
}
