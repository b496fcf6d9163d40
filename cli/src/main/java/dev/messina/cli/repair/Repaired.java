package dev.messina.cli.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.verify.KeyForms;

/** One thing, and what has become of it. */
public record Repaired(Wanted wanted, Outcome outcome) {

  /** Adds its fields to an object. */
  ObjectNode addTo(ObjectNode json) {
    json.put("class", wanted.word()).put("action", wanted.action().word());
    wanted.item().ifPresent(item -> json.set("item", KeyForms.item(item)));
    wanted.row().ifPresent(row -> json.set("row", KeyForms.row(row)));
    return json.put("outcome", outcome.word());
  }

  /** For people. */
  String line() {
    String row = wanted.row().map(key -> " row " + key).orElse("");
    String item = wanted.item().map(key -> " of item " + key).orElse(" of no item");
    String what = outcome == Outcome.PLANNED ? wanted.action().text() : outcome.text();
    return wanted.word().replace('_', ' ') + ":" + row + item + ": " + what;
  }
}
