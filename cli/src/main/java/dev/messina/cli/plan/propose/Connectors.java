package dev.messina.cli.plan.propose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.plan.table.TableFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The connectors of a table, as they are posted. */
final class Connectors {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final long BYTES_OF_SEGMENT = 2_000_000_000L;
  private static final long BYTES_OF_TASK = 50_000_000_000L;
  private static final int SEGMENTS_LEAST = 4;
  private static final int SEGMENTS_MOST = 64;
  private static final int TASKS_MOST = 4;

  private final TableFacts facts;
  private final TopicSettings topic;
  private final Wishes wishes;

  Connectors(TableFacts facts, TopicSettings topic, Wishes wishes) {
    this.facts = facts;
    this.topic = topic;
    this.wishes = wishes;
  }

  /**
   * @param hasTwins whether rows of other keys than the item's are written
   */
  ConnectorFile source(boolean hasTwins) {
    long bytes = facts.size().map(TableFacts.Size::bytes).orElse(0L);
    long segments = Math.max(SEGMENTS_LEAST, Math.min(SEGMENTS_MOST, bytes / BYTES_OF_SEGMENT));
    Map<String, String> config = new LinkedHashMap<>();
    config.put("connector.class", "dev.messina.source.DynamoDbSourceConnector");
    config.put("tasks.max", "" + Math.min(TASKS_MOST, 1 + bytes / BYTES_OF_TASK));
    config.put("topic.prefix", wishes.keyspace());
    config.put("tables", facts.name());
    config.put("control.topic", topic.name() + ".control");
    config.put("control.kafka.bootstrap.servers", wishes.places().bootstrapServers());
    config.put("snapshot.segments", "" + segments);
    config.put("snapshot.max.rcu", "" + wishes.readUnits());
    config.put("before.images", hasTwins ? "full" : "none");
    if (facts.expiry().isPresent()) {
      config.put("ttl.deletes", "skip");
    }
    config.put("topic.creation.default.partitions", "" + topic.partitions());
    config.put("topic.creation.default.replication.factor", "" + wishes.topicReplicas());
    config.put("topic.creation.default.cleanup.policy", "delete");
    config.put("topic.creation.default.retention.ms", "" + topic.retentionMs());
    if (hasTwins) {
      config.put("topic.creation.default.max.message.bytes", TopicSettings.LARGEST_RECORD);
      config.put("record.max.bytes", TopicSettings.RECORD_BYTES_MAX);
      config.put("producer.override.max.request.size", TopicSettings.LARGEST_RECORD);
    }
    config.put("producer.override.batch.size", "131072");
    config.put("producer.override.compression.type", "lz4");
    config.putAll(new TreeMap<>(wishes.source()));
    return new ConnectorFile(wishes.table() + "-from-dynamodb", config);
  }

  ConnectorFile sink(Target target, ObjectNode mapping) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("connector.class", "dev.messina.sink.ScyllaSinkConnector");
    config.put("tasks.max", "2");
    config.put("topics", topic.name());
    config.put("table.name", wishes.keyspace() + "." + target.name());
    config.put("scylladb.contact.points", wishes.places().contactPoints());
    config.put("scylladb.local.datacenter", wishes.places().datacenter());
    config.put("transforms", "row");
    config.put("transforms.row.type", "dev.messina.transforms.ItemToRow");
    config.put("transforms.row.mapping", mapping.toString());
    String conversions = conversions(target);
    if (!conversions.isEmpty()) {
      config.put("column.conversions", conversions);
    }
    config.put("errors.tolerance", "all");
    config.put(
        "errors.deadletterqueue.topic.name", wishes.keyspace() + "." + target.name() + ".rejected");
    config.put("errors.deadletterqueue.topic.replication.factor", "" + wishes.topicReplicas());
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    config.put("consumer.override.allow.auto.create.topics", "false");
    config.put("consumer.override.metadata.max.age.ms", "30000");
    config.putAll(new TreeMap<>(wishes.sink()));
    return new ConnectorFile(target.name() + "-to-scylla", config);
  }

  private static String conversions(Target target) {
    return target
        .all()
        .filter(column -> column.conversion().isPresent())
        .map(column -> quoted(column.name()) + ":" + column.conversion().get())
        .collect(Collectors.joining(", "));
  }

  /** A name in a list of the sink's options. */
  private static String quoted(String column) {
    boolean isPlain = List.of(".", ",", ":", "`").stream().noneMatch(column::contains);
    return isPlain ? column : "`" + column.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  static String json(ConnectorFile connector) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("name", connector.name());
    form.put("config", connector.config());
    try {
      return JSON.writeValueAsString(form) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Texts are always JSON", impossible);
    }
  }
}
