package dev.messina.cli.drain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.frontier.FrontierAnswer;
import dev.messina.cli.frontier.FrontierForms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How waiting goes and ends, for programs and for people. docs/migrate.md has the fields. */
public final class DrainForms {

  private DrainForms() {}

  /** How it has ended, as one object. */
  public static ObjectNode json(Drained drained, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("state", drained.state().name().toLowerCase(Locale.ROOT));
    json.put("until", drained.until().toString());
    json.put("waited_ms", drained.waited().toMillis());
    json.set("frontier", FrontierForms.json(drained.last(), now));
    return json;
  }

  /** How it has ended, for people; the last line says it. */
  public static List<String> lines(Drained drained, Instant now) {
    List<String> lines = new ArrayList<>(FrontierForms.lines(drained.last(), now));
    String after = FrontierForms.age(drained.waited());
    lines.add(
        switch (drained.state()) {
          case DRAINED ->
              "DRAINED: all that was written before %s is applied; it took %s"
                  .formatted(drained.until(), after);
          case TIMED_OUT ->
              ("NOT DRAINED: after %s not all that was written before %s is applied; nothing was"
                      + " changed")
                  .formatted(after, drained.until());
          case UNKNOWN ->
              "UNKNOWN: after %s nobody can tell what is applied; nothing was changed"
                  .formatted(after);
        });
    return lines;
  }

  /** A look on the way, in one line. */
  public static String progress(FrontierAnswer answer, Instant until, Instant now) {
    return answer
        .frontier()
        .filter(applied -> applied.isBefore(until))
        .map(
            applied ->
                "  %s of changes to go: %s"
                    .formatted(
                        FrontierForms.age(Duration.between(applied, until)),
                        String.join("; ", FrontierForms.lines(answer, now))))
        .orElseGet(() -> "  " + String.join("; ", FrontierForms.lines(answer, now)));
  }
}
