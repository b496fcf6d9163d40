package dev.messina.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The shards of one table's stream, to be ended at will. All lists hold shard ids. */
public final class DynamoDbShards {
  private final DynamoDbControl control;
  private final String table;

  DynamoDbShards(DynamoDbControl control, String table) {
    this.control = control;
    this.table = table;
  }

  /** Those that take changes now. */
  public List<String> open() {
    return ask("shards");
  }

  /** Splits every open shard in two; returns the new ones. */
  public List<String> split() {
    return ask("split");
  }

  /** Continues every open shard with another; returns those. */
  public List<String> rollOver() {
    return ask("roll-over");
  }

  /**
   * Continues two open neighbours, such as the halves of one, with a shard that names the first as
   * its parent. Nothing tells a reader that it continues the second as well, so merge when that has
   * been read.
   *
   * @return the new one
   */
  public String merge(String first, String second) {
    return ask("merge", Map.of("table", table, "first", first, "second", second)).get(0);
  }

  private List<String> ask(String what) {
    return ask(what, Map.of("table", table));
  }

  private List<String> ask(String what, Map<String, ?> request) {
    JsonNode shards = control.post("streams/" + what, request).path("shards");
    return StreamSupport.stream(shards.spliterator(), false).map(JsonNode::asText).toList();
  }
}
