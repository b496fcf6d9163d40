package dev.messina.cli.ready;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A verdict for programs and for people. docs/migrate.md has the fields. */
public final class ReadyForms {

  private ReadyForms() {}

  /** All of it, as one object. */
  public static ObjectNode json(GateVerdict verdict) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", verdict.at().toString());
    json.put("ready", verdict.isReady());
    json.put("state", verdict.state().name().toLowerCase(Locale.ROOT));
    json.put("source", verdict.migration().source().name());
    json.put("sink", verdict.migration().sink().name());
    json.put("table", verdict.migration().table());
    json.put("target", verdict.migration().target());
    json.putArray("criteria");
    verdict
        .criteria()
        .forEach(
            criterion ->
                json.withArray("criteria")
                    .addObject()
                    .put("name", criterion.name())
                    .put("state", criterion.state().word())
                    .put("value", criterion.value())
                    .put("limit", criterion.limit())
                    .put("to_do", criterion.toDo()));
    return json;
  }

  /** For people: a line for each criterion, what to do below it, and the verdict last. */
  public static List<String> lines(GateVerdict verdict) {
    List<String> lines = new ArrayList<>();
    for (Criterion criterion : verdict.criteria()) {
      lines.add(
          "%-8s %-17s %s%s"
              .formatted(
                  criterion.state().word(),
                  criterion.name(),
                  criterion.value(),
                  criterion.stops() ? "; must be: " + criterion.limit() : ""));
      if (!criterion.toDo().isEmpty()) {
        lines.add(" ".repeat(27) + criterion.toDo());
      }
    }
    lines.add(
        switch (verdict.state()) {
          case READY -> "ready: yes";
          case NOT_READY -> "ready: no";
          case UNKNOWN -> "ready: no, since not all can be read";
        });
    return lines;
  }
}
