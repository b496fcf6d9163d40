package dev.messina.cli.topic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of a topic.
 *
 * @param time that it bears
 * @param headers in their order
 */
public record TopicEntry(
    String topic,
    int partition,
    long offset,
    Instant time,
    Content key,
    Content value,
    List<Named> headers) {

  /** Which parts of a record are shown beside its place and key. */
  public record Parts(boolean headers, boolean values) {}

  /** A header. */
  record Named(String name, Content value) {}

  public TopicEntry {
    headers = List.copyOf(headers);
  }

  static TopicEntry of(ConsumerRecord<byte[], byte[]> record) {
    List<Named> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(new Named(header.key(), Content.of(header.value())));
    }
    return new TopicEntry(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        Content.of(record.key()),
        Content.of(record.value()),
        headers);
  }

  boolean keyHolds(String text) {
    return key.line().contains(text);
  }

  /** For people: where and when, then each part under its name. */
  public List<String> lines(Parts parts) {
    List<String> lines = new ArrayList<>();
    lines.add(topic + "-" + partition + "@" + offset + "  " + time);
    lines.add("  key    " + key.line());
    if (parts.headers()) {
      headers.forEach(one -> lines.add("  header " + one.name() + " = " + one.value().line()));
    }
    List<String> values = parts.values() ? value.lines() : List.of();
    for (int i = 0; i < values.size(); i++) {
      lines.add((i == 0 ? "  value  " : "         ") + values.get(i));
    }
    return lines;
  }

  /** For programs; docs/commands.md has the fields. */
  public ObjectNode json(Parts parts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("topic", topic).put("partition", partition).put("offset", offset);
    json.put("time", time.toString());
    put(json, "key", key);
    if (parts.values()) {
      put(json, "value", value);
    }
    if (parts.headers()) {
      ArrayNode list = json.putArray("headers");
      headers.forEach(one -> put(list.addObject().put("name", one.name()), "value", one.value()));
    }
    return json;
  }

  private static void put(ObjectNode json, String field, Content content) {
    if (content instanceof Content.Json tree) {
      json.set(field, tree.tree());
    } else if (content instanceof Content.Text text) {
      json.put(field, text.text());
    } else {
      json.putNull(field);
    }
    if (content instanceof Content.Binary binary) {
      json.put(field + "_bytes", binary.bytes().length);
    }
  }
}
