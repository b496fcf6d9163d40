package dev.messina.cli.end;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was kept of a migration, and what there is to remove.
 *
 * @param folder where it was kept
 * @param kept names of the files in it
 * @param missing what could not be kept, with the reason
 * @param cutOver whether a cut-over of it has ended with go here
 */
public record EndReport(
    Instant at,
    Path folder,
    List<String> kept,
    Map<String, String> missing,
    boolean cutOver,
    List<Remain> remains) {

  public EndReport {
    kept = List.copyOf(kept);
    missing = Map.copyOf(missing);
    remains = List.copyOf(remains);
  }

  /** Whether all is kept, and the table was cut over. */
  public boolean isComplete() {
    return missing.isEmpty() && cutOver;
  }

  /** All of it, as one object. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", at.toString()).put("archive", folder.toString()).put("cut_over", cutOver);
    json.putArray("kept");
    kept.forEach(json.withArray("kept")::add);
    json.putArray("missing");
    missing.forEach(
        (what, reason) ->
            json.withArray("missing").addObject().put("what", what).put("reason", reason));
    json.putArray("remove");
    remains.forEach(
        one ->
            json.withArray("remove")
                .addObject()
                .put("kind", one.kind())
                .put("name", one.name())
                .put("how", one.how()));
    return json;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Kept in %s: %s".formatted(folder, String.join(", ", kept)));
    missing.forEach((what, reason) -> lines.add("Not kept: %s: %s".formatted(what, reason)));
    if (!cutOver) {
      lines.add("No cut-over of this table has ended with go here: is it over?");
    }
    lines.add("Remove, when you are sure; nothing was removed:");
    remains.forEach(
        one ->
            lines.add(
                "  %-15s %s: %s".formatted(one.kind().replace('_', ' '), one.name(), one.how())));
    return lines;
  }
}
