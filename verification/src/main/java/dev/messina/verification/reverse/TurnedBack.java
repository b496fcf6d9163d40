package dev.messina.verification.reverse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.verification.item.ItemJson;
import dev.messina.verification.reverse.Rules.Held;
import dev.messina.verification.reverse.Rules.Nesting;
import dev.messina.verification.reverse.Rules.Rest;
import dev.messina.verification.reverse.Rules.Whole;
import dev.messina.verification.row.ColumnTypes;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One row that is turned back, beside the item that it is of. For use once. */
final class TurnedBack {

  private final Rules rules;
  private final ColumnTypes types;
  private final Map<String, Set<String>> choices;
  private final boolean merged;
  private final Map<String, AttributeValue> item;
  private final Map<String, Object> key = new HashMap<>();
  private final Map<String, Object> cells;

  private final List<Unlike> unlike = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Set<String> explained = new HashSet<>();

  /** By column, an attribute that the item lacks or has as NULL. */
  private final Map<String, String> nothing = new HashMap<>();

  private int compared;

  /** What columns there are, and how they are filled. */
  record Table(ColumnTypes types, Map<String, Set<String>> choices, boolean merged) {}

  TurnedBack(Rules rules, Table table, Map<String, AttributeValue> item, RowKey key, FoundRow row) {
    this.rules = rules;
    this.types = table.types();
    this.choices = table.choices();
    this.merged = table.merged();
    this.item = item;
    for (int i = 0; i < key.columns().size(); i++) {
      this.key.put(key.columns().get(i), key.values().get(i));
    }
    this.cells = new HashMap<>(row.values());
    cells.putAll(this.key);
  }

  /** Values of the item that the row does not say. */
  List<Unlike> unlike() {
    return unlike;
  }

  /** Attributes that no column tells without loss. */
  List<String> leftOut() {
    return leftOut;
  }

  /** How many values were compared. */
  int compared() {
    return compared;
  }

  TurnedBack compare(Set<String> taken) {
    rules.held().forEach(this::compareHeld);
    rules.forms().stream().filter(TextForm::tellsAll).forEach(this::compareForm);
    Set<String> ofTheKey = compareKey();
    Map<String, AttributeValue> rest = new TreeMap<>(item);
    rest.keySet().removeAll(taken);
    rest.keySet().removeAll(ofTheKey);
    for (String dropped : rules.drops()) {
      if (rest.remove(dropped) != null) {
        leftOut.add(dropped);
      }
    }
    if (rules.rest() instanceof Rest.Columns) {
      rest.forEach(
          (name, value) -> compare(name, rules.names().columnOf(name), value, rules.nested()));
    } else if (rules.rest() instanceof Rest.One one) {
      compareRest(one, rest);
    } else {
      leftOut.addAll(rest.keySet());
    }
    findWhatNothingExplains();
    return this;
  }

  private void compareHeld(String column, Held held) {
    AttributeValue value = held.path().in(item).orElse(null);
    compare(held.path().toString(), column, value, held.form());
  }

  /** Columns of the key that are attributes, by their names. */
  private Set<String> compareKey() {
    Set<String> attributes = new HashSet<>();
    for (String column : key.keySet()) {
      if (!rules.defines(column)) {
        item.keySet().stream()
            .filter(name -> !rules.drops().contains(name))
            .filter(name -> rules.names().columnOf(name).equals(column))
            .findFirst()
            .ifPresent(
                name -> {
                  attributes.add(name);
                  compare(name, column, item.get(name), rules.nested());
                });
      }
    }
    return attributes;
  }

  private void compare(String name, String column, AttributeValue value, Nesting form) {
    if (types.typeOf(column).isEmpty() || !cells.containsKey(column)) {
      if (!Values.isNothing(value)) {
        leftOut.add(name);
      }
      return;
    }
    if (Values.isNothing(value)) {
      if (!merged || (value != null && rules.keepsNulls())) {
        nothing.put(column, name);
      }
      return;
    }
    explained.add(column);
    if (form == Nesting.FLATTEN && value.hasM()) {
      leftOut.add(name);
      return;
    }
    note(name, column, value, cells(column, form).of(cells.get(column), value));
  }

  private Cells cells(String column, Nesting form) {
    return new Cells(
        types.typeOf(column).orElseThrow(),
        form,
        choices.getOrDefault(column, Set.of()),
        key.containsKey(column));
  }

  private void note(String name, String column, AttributeValue value, Verdict verdict) {
    if (verdict == Verdict.LOSSY) {
      leftOut.add(name);
      return;
    }
    compared++;
    if (verdict == Verdict.OTHER) {
      unlike.add(new Unlike(name, column, ItemJson.write(Map.of(name, value))));
    }
  }

  private void compareForm(TextForm form) {
    explained.addAll(form.parts());
    Optional<AttributeValue> value = form.path().in(item);
    if (value.isEmpty() || Values.isNothing(value.get())) {
      return;
    }
    String name = form.path().toString();
    Optional<String> text = form.text(this::part);
    if (text.isEmpty()) {
      leftOut.add(name);
      return;
    }
    boolean same =
        value.get().n() == null
            ? text.get().equals(value.get().s())
            : text.flatMap(Values::number).equals(Values.number(value.get().n()));
    String column = form.parts().isEmpty() ? name : form.parts().get(0);
    note(name, column, value.get(), Verdict.of(same));
  }

  private Optional<String> part(String column) {
    boolean plain = choices.getOrDefault(column, Set.of()).isEmpty();
    Object cell = plain ? cells.get(column) : null;
    if (cell instanceof String text) {
      return Optional.of(text);
    }
    return key.containsKey(column) && cell != null ? Cells.textOfKey(cell) : Optional.empty();
  }

  private void compareRest(Rest.One one, Map<String, AttributeValue> rest) {
    Object cell = cells.get(one.column());
    explained.add(one.column());
    if (rest.isEmpty()) {
      if (cell != null && !merged) {
        unlike.add(new Unlike(one.column(), one.column(), ""));
      }
      return;
    }
    if (!choices.getOrDefault(one.column(), Set.of()).isEmpty() || !isToldBy(cell, one)) {
      leftOut.addAll(rest.keySet());
      return;
    }
    Map<String, Predicate<AttributeValue>> told = told(one, cell);
    rest.forEach(
        (name, value) -> {
          Predicate<AttributeValue> says = told.remove(name);
          note(name, one.column(), value, Verdict.of(says != null && says.test(value)));
        });
    told.keySet().forEach(name -> unlike.add(new Unlike(name, one.column(), "")));
  }

  private static boolean isToldBy(Object cell, Rest.One one) {
    return cell == null
        || cell instanceof String
        || (cell instanceof Map<?, ?> map
            && one.form() == Whole.MAP
            && map.values().stream().allMatch(String.class::isInstance));
  }

  /** By name, whether the one column says a value. */
  private static Map<String, Predicate<AttributeValue>> told(Rest.One one, Object cell) {
    Map<String, Predicate<AttributeValue>> told = new HashMap<>();
    if (cell instanceof Map<?, ?> map) {
      map.forEach((name, entry) -> told.put(name.toString(), value -> saysEntry(entry, value)));
    } else if (cell instanceof String text && one.form() == Whole.DYNAMODB) {
      JsonCells.item(text)
          .orElse(Map.of())
          .forEach((name, found) -> told.put(name, value -> Values.same(found, value)));
    } else if (cell instanceof String text) {
      JsonCells.read(text).stream()
          .flatMap(json -> json.properties().stream())
          .forEach(entry -> told.put(entry.getKey(), value -> says(one, entry, value)));
    }
    return told;
  }

  /** As text a map of texts is an object of texts. */
  private static boolean says(
      Rest.One one, Map.Entry<String, JsonNode> entry, AttributeValue value) {
    return one.form() == Whole.MAP
        ? saysEntry(entry.getValue().textValue(), value)
        : JsonCells.says(entry.getValue(), value, false);
  }

  private static boolean saysEntry(Object entry, AttributeValue value) {
    if (!(entry instanceof String text)) {
      return false;
    }
    return value.s() != null
        ? text.equals(value.s())
        : JsonCells.read(text).filter(json -> JsonCells.says(json, value, false)).isPresent();
  }

  /**
   * Cells that nothing of the item explains. A column of a value that the item lacks may be that of
   * another attribute.
   */
  private void findWhatNothingExplains() {
    cells.forEach(
        (column, cell) -> {
          if (cell != null && !explained.contains(column)) {
            String attribute = nothing.get(column);
            boolean invented = !merged && !rules.flattens() && !rules.defines(column);
            if (attribute != null || invented) {
              unlike.add(new Unlike(attribute == null ? column : attribute, column, ""));
            }
          }
        });
  }
}
