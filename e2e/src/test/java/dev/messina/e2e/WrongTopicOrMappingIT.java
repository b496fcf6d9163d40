package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What no record can do anything about stops a task at once, on a real worker that tolerates. */
@ExtendWith(SharedStack.class)
class WrongTopicOrMappingIT {

  @Test
  void aMappingThatNeedsOldImagesStopsAtTheFirstUpdateThatHasNone(Services services)
      throws IOException {
    Line line = new Line(services, "keyonly", ScalarAttributeType.S);
    line.table(
        "CREATE TABLE wrong.keyonly (country text, id text, PRIMARY KEY (country, id))",
        Map.of("before.images", "none"),
        Map.of("transforms.row.mapping", "{key: [country, id]}"));
    line.put(Map.of("id", text("a"), "country", text("IT")));
    Eventually.isTrue("its row", () -> line.rows() == 1);

    line.put(Map.of("id", text("a"), "country", text("DE")));

    assertThat(line.failure()).contains("its source keeps no old images");
    line.delete();
  }

  /** Without {@code key} nobody knows an item's key before its first record. */
  @Test
  void aPrimaryKeyThatNoItemsKeyBecomesStopsAtTheFirstRecord(Services services) throws IOException {
    Line line = new Line(services, "dated", ScalarAttributeType.S);
    line.table(
        "CREATE TABLE wrong.dated (id text, created text, PRIMARY KEY (id, created))",
        Map.of(),
        Map.of());
    line.put(Map.of("id", text("a"), "created", text("2026")));

    assertThat(line.failure())
        .contains("primary-key column 'created' of wrong.dated is in the record's value")
        .contains("name it in 'key' of ItemToRow's mapping")
        .contains("so for every row of the mapping");
    line.delete();
  }

  @Test
  void aSinkThatMeetsAControlTopicSaysHowToLeaveItOut(Services services) throws IOException {
    Line line = new Line(services, "controlled", ScalarAttributeType.S);
    line.table(
        "CREATE TABLE wrong.controlled (id text PRIMARY KEY)",
        Map.of(),
        Map.of(
            "topics", "",
            "topics.regex", "wrong\\.(controlled|control\\.controlled)",
            "consumer.override.metadata.max.age.ms", "1000"));

    assertThat(line.failure())
        .contains("control topic")
        .contains("(?!wrong\\.control\\.controlled$)");
    line.delete();
  }

  @Test
  void binaryKeysAreKeysInDeletesAndTombstonesToo(Services services) throws IOException {
    Line line = new Line(services, "binary", ScalarAttributeType.B);
    line.table(
        "CREATE TABLE wrong.binary (id blob PRIMARY KEY, v text)",
        Map.of("tombstones.on.delete", "true", "before.images", "none"),
        Map.of());
    AttributeValue one = AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, -1}));
    AttributeValue other = AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {7}));
    line.put(Map.of("id", one, "v", text("x")));
    line.put(Map.of("id", other, "v", text("y")));
    Eventually.isTrue("both rows", () -> line.rows() == 2);

    services.dynamoDb().deleteItem(delete -> delete.tableName("binary").key(Map.of("id", one)));

    Eventually.isTrue("one row is deleted", () -> line.rows() == 1);
    assertThat(services.connect().status("wrong-binary-sink").tasks())
        .extracting(ConnectorStatus.Task::state)
        .containsOnly("RUNNING");
    line.delete();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  /** A table of DynamoDB, its source and its sink, which tolerates bad records. */
  private record Line(Services services, String name, ScalarAttributeType key) {

    void table(String ddl, Map<String, String> source, Map<String, String> sink)
        throws IOException {
      StreamedTable.create(services.dynamoDb(), name, List.of(StreamedTable.attribute("id", key)));
      services
          .cql()
          .execute(
              "CREATE KEYSPACE IF NOT EXISTS wrong WITH replication ="
                  + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
      services.cql().execute(ddl);
      ConnectorFile from =
          example("source")
              .with("topic.prefix", "wrong")
              .with("tables", name)
              .with("control.topic", "wrong.control." + name);
      ConnectorFile to =
          example("sink")
              .with("topics", "wrong." + name)
              .with("table.name", "wrong." + name)
              .with("errors.deadletterqueue.topic.name", "wrong.rejected." + name);
      services.connect().put(with(from, source));
      services.connect().put(with(to, sink));
    }

    private ConnectorFile example(String side) throws IOException {
      ConnectorFile example =
          ConnectorFile.read(services.project().example("simple-table/" + side + ".json"))
              .at(services.addresses());
      return new ConnectorFile("wrong-" + name + "-" + side, example.config());
    }

    private static ConnectorFile with(ConnectorFile connector, Map<String, String> options) {
      ConnectorFile changed = connector;
      for (Map.Entry<String, String> option : options.entrySet()) {
        changed = changed.with(option.getKey(), option.getValue());
      }
      return changed;
    }

    void put(Map<String, AttributeValue> item) {
      services.dynamoDb().putItem(put -> put.tableName(name).item(item));
    }

    int rows() {
      return services.cql().execute("SELECT * FROM wrong." + name).all().size();
    }

    /** Why a task of the sink has failed, as soon as one has. */
    String failure() {
      String sink = "wrong-" + name + "-sink";
      Eventually.isTrue(
          "a task of the sink has failed",
          () ->
              services.connect().status(sink).tasks().stream()
                  .anyMatch(task -> task.state().equals("FAILED")));
      return services.connect().status(sink).tasks().stream()
          .flatMap(task -> task.failure().stream())
          .findFirst()
          .orElse("");
    }

    void delete() {
      services.connect().delete("wrong-" + name + "-source");
      services.connect().delete("wrong-" + name + "-sink");
    }
  }
}
