package dev.messina.cli.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Dead letters for programs, as lines of JSON, and for people. docs/repair.md has the fields. */
public final class LetterForms {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();

  private LetterForms() {}

  /** An object for each reason, one for each letter if they are wanted, and one that sums up. */
  public static List<String> json(List<Judged> letters, String queue, long skipped, boolean each) {
    List<String> lines = new ArrayList<>();
    reasons(letters).forEach((reason, some) -> lines.add(reason(reason, some).toString()));
    if (each) {
      letters.forEach(one -> lines.add(json(one).toString()));
    }
    ObjectNode summary = NODES.objectNode().put("type", "summary").put("queue", queue);
    summary.put("letters", letters.size());
    addStates(summary, letters);
    lines.add(summary.put("open_keys", openKeys(letters)).put("skipped", skipped).toString());
    return lines;
  }

  private static Map<String, List<Judged>> reasons(List<Judged> letters) {
    return letters.stream()
        .collect(
            Collectors.groupingBy(
                one -> one.letter().reason(), LinkedHashMap::new, Collectors.toList()));
  }

  private static ObjectNode reason(String reason, List<Judged> letters) {
    ObjectNode json = NODES.objectNode().put("type", "reason").put("reason", reason);
    json.put("class", letters.get(0).letter().error("exception.class.name"));
    json.put("letters", letters.size());
    addStates(json, letters);
    json.put("first", first(letters)).put("last", last(letters));
    ObjectNode partitions = json.putObject("partitions");
    partitions(letters).forEach(partitions::put);
    return json.put("example", letters.get(letters.size() - 1).letter().at().toString());
  }

  private static void addStates(ObjectNode json, List<Judged> letters) {
    for (State state : State.values()) {
      json.put(state.word(), count(letters, state));
    }
  }

  /** How many letters are in a state. */
  public static long count(List<Judged> letters, State state) {
    return letters.stream().filter(one -> one.state() == state).count();
  }

  private static long openKeys(List<Judged> letters) {
    return letters.stream()
        .filter(one -> one.state() == State.OPEN)
        .map(one -> one.letter().key())
        .distinct()
        .count();
  }

  private static String first(List<Judged> letters) {
    return letters.stream()
        .map(one -> one.letter().time())
        .min(Comparator.naturalOrder())
        .orElseThrow()
        .toString();
  }

  private static String last(List<Judged> letters) {
    return letters.stream()
        .map(one -> one.letter().time())
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .toString();
  }

  private static Map<String, Long> partitions(List<Judged> letters) {
    return letters.stream()
        .flatMap(one -> one.letter().of().stream())
        .collect(
            Collectors.groupingBy(
                place -> place.topic() + "-" + place.partition(),
                TreeMap::new,
                Collectors.counting()));
  }

  private static ObjectNode json(Judged one) {
    Letter letter = one.letter();
    ObjectNode json = NODES.objectNode().put("type", "letter").put("at", letter.at().toString());
    json.put("time", letter.time().toString()).put("state", one.state().word());
    letter.of().ifPresent(of -> json.put("of", of.toString()));
    return json.set("key", key(letter));
  }

  private static JsonNode key(Letter letter) {
    try {
      return JSON.readTree(letter.keyText());
    } catch (JsonProcessingException noJson) {
      return NODES.textNode(letter.keyText());
    }
  }

  /** All of one letter as an object; its value only if it is wanted. */
  public static String explained(Judged one, boolean withValue) {
    Letter letter = one.letter();
    ObjectNode json = json(one);
    json.put("reason", letter.error("exception.message"));
    json.put("class", letter.error("exception.class.name"));
    json.put("stage", letter.error("stage")).put("connector", letter.error("connector.name"));
    json.put("task", letter.error("task.id"));
    json.put("next", next(one.state()));
    if (withValue) {
      json.put("value", letter.valueText());
    }
    return json.toString();
  }

  /** The same for people. */
  public static List<String> lines(Judged one, boolean withValue) {
    Letter letter = one.letter();
    List<String> lines = new ArrayList<>();
    lines.add("Letter     " + letter.at() + ", written " + letter.time());
    lines.add("Record     " + letter.of().map(RecordPlace::toString).orElse("not told"));
    lines.add("Key        " + letter.keyText());
    lines.add(
        "Rejected   by connector %s, task %s, in stage %s, with %s"
            .formatted(
                letter.error("connector.name"),
                letter.error("task.id"),
                letter.error("stage"),
                letter.error("exception.class.name")));
    lines.add("Reason     " + letter.error("exception.message"));
    lines.add("State      " + one.state().word() + ": " + next(one.state()));
    if (withValue) {
      lines.add("Value      " + letter.valueText());
    }
    return lines;
  }

  private static String next(State state) {
    return switch (state) {
      case OPEN ->
          "the target lacks this change. Put the cause right, then messina dlq redrive has the"
              + " source read the item again.";
      case COMING -> "a later record of the item is on the topic, and not written yet.";
      case STALE -> "a later record of the item is written; nothing is left to do.";
      case UNKNOWN -> "the letter does not tell its place or key, or not all was read.";
    };
  }

  /** For people: the reasons, the most frequent one first, and what sums up. */
  public static List<String> lines(List<Judged> letters, String queue, long skipped) {
    List<String> lines = new ArrayList<>();
    reasons(letters).entrySet().stream()
        .sorted(Comparator.comparingInt(reason -> -reason.getValue().size()))
        .forEach(reason -> lines.addAll(lines(reason.getKey(), reason.getValue())));
    if (skipped > 0) {
      lines.add(skipped + " older letters were not read; --max-letters reads more.");
    }
    lines.add(
        "%s: %d letters, %s; %d keys are open"
            .formatted(queue, letters.size(), states(letters), openKeys(letters)));
    return lines;
  }

  private static List<String> lines(String reason, List<Judged> letters) {
    return List.of(
        letters.size() + " letters (" + states(letters) + "): " + reason,
        "    from %s to %s, of %s; such as %s"
            .formatted(
                first(letters),
                last(letters),
                partitions(letters),
                letters.get(letters.size() - 1).letter().at()));
  }

  private static String states(List<Judged> letters) {
    List<String> states = new ArrayList<>();
    for (State state : State.values()) {
      long count = count(letters, state);
      if (count > 0 || state == State.OPEN) {
        states.add(count + " " + state.word());
      }
    }
    return String.join(", ", states);
  }
}
