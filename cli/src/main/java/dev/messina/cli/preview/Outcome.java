package dev.messina.cli.preview;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What becomes of one item. */
public sealed interface Outcome {

  /** As one JSON object. */
  ObjectNode json();

  /** As lines for people. */
  List<String> lines();

  private static ObjectNode at(long line) {
    return JsonNodeFactory.instance.objectNode().put("line", line);
  }

  /**
   * The item has a row.
   *
   * @param table null if the mapping does not name it
   * @param headers what the row carries beside its columns, those of the change record apart
   */
  record Row(long line, String table, ObjectNode key, ObjectNode columns, ObjectNode headers)
      implements Outcome {
    @Override
    public ObjectNode json() {
      ObjectNode json = at(line);
      if (table != null) {
        json.put("table", table);
      }
      json.set("key", key);
      json.set("columns", columns);
      if (!headers.isEmpty()) {
        json.set("headers", headers);
      }
      return json;
    }

    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("line " + line + (table == null ? "" : ", a row of " + table));
      addAll(lines, "key", key);
      addAll(lines, "column", columns);
      addAll(lines, "header", headers);
      return lines;
    }

    private static void addAll(List<String> lines, String what, ObjectNode values) {
      values
          .properties()
          .forEach(
              entry ->
                  lines.add("  %-7s %s = %s".formatted(what, entry.getKey(), entry.getValue())));
    }
  }

  /**
   * The change deletes a row.
   *
   * @param table null if the mapping does not name it
   */
  record Deleted(long line, String table, ObjectNode key) implements Outcome {
    @Override
    public ObjectNode json() {
      ObjectNode json = at(line);
      if (table != null) {
        json.put("table", table);
      }
      json.set("key", key);
      return json.put("deleted", true);
    }

    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("line " + line + ", the delete of a row" + (table == null ? "" : " of " + table));
      Row.addAll(lines, "key", key);
      return lines;
    }
  }

  /** The item belongs to another target. */
  record Elsewhere(long line) implements Outcome {
    @Override
    public ObjectNode json() {
      return at(line).put("skipped", "the item does not meet the mapping's 'when'");
    }

    @Override
    public List<String> lines() {
      return List.of("line " + line + ", skipped: the item does not meet the mapping's 'when'");
    }
  }

  /** The item cannot become a row. */
  record Refused(long line, String error) implements Outcome {
    @Override
    public ObjectNode json() {
      return at(line).put("error", error);
    }

    @Override
    public List<String> lines() {
      return List.of("line " + line + ", error: " + error);
    }
  }
}
