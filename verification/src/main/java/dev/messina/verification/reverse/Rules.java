package dev.messina.verification.reverse;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a mapping document says of the columns that hold an item's attributes, read apart from the
 * transforms.
 *
 * @param columns by column, what it holds; empty for what is no attribute's value, as a constant is
 * @param forms the texts that every item of the target has, from which columns are captured
 * @param drops attributes without a column
 * @param key the columns of the row's key, where the document names them
 * @param nested how lists and maps travel where no column says otherwise
 * @param rest what becomes of attributes that no rule takes
 * @param keepsNulls whether an attribute of type NULL is written as null; else it is as if the item
 *     lacked it
 */
record Rules(
    Map<String, Optional<Held>> columns,
    List<TextForm> forms,
    Set<String> drops,
    List<String> key,
    Naming names,
    Nesting nested,
    Rest rest,
    boolean keepsNulls) {

  Rules {
    columns = Map.copyOf(columns);
    forms = List.copyOf(forms);
    drops = Set.copyOf(drops);
    key = List.copyOf(key);
  }

  /** The value at a path. */
  record Held(ItemPath path, Nesting form) {}

  /** How a list or a map travels. */
  enum Nesting {
    JSON,
    DYNAMODB,
    NATIVE,
    FLATTEN
  }

  /** What becomes of attributes that no rule takes. */
  sealed interface Rest {
    /** Each has a column of its own. */
    record Columns() implements Rest {}

    /** They have none. */
    record Nowhere() implements Rest {}

    /** One column has them all. */
    record One(String column, Whole form) implements Rest {}
  }

  /** How one column has them all. */
  enum Whole {
    JSON,
    DYNAMODB,
    MAP
  }

  /** Without a document: each attribute is the column of its name. */
  static Rules none() {
    return new Rules(
        Map.of(),
        List.of(),
        Set.of(),
        List.of(),
        Naming.PRESERVE,
        Nesting.JSON,
        new Rest.Columns(),
        true);
  }

  /** Whether maps may have become columns of names that are data. */
  boolean flattens() {
    return nested == Nesting.FLATTEN
        || columns.values().stream()
            .flatMap(Optional::stream)
            .anyMatch(held -> held.form() == Nesting.FLATTEN);
  }

  /** Whether a rule fills a column, so that none of an attribute's own can have the name. */
  boolean defines(String column) {
    return columns.containsKey(column)
        || forms.stream().anyMatch(form -> form.parts().contains(column))
        || (rest instanceof Rest.One one && one.column().equals(column));
  }

  /** Attributes that a rule takes whole, so that they have no column of their own. */
  Set<String> taken() {
    Set<String> taken = new HashSet<>();
    held().values().stream()
        .filter(held -> held.path().isWhole())
        .forEach(held -> taken.add(held.path().attribute()));
    forms.stream()
        .filter(form -> form.tellsAll() && form.path().isWhole())
        .forEach(form -> taken.add(form.path().attribute()));
    return taken;
  }

  /** The columns that hold what stands at a path. */
  Map<String, Held> held() {
    Map<String, Held> held = new LinkedHashMap<>();
    columns.forEach((column, from) -> from.ifPresent(one -> held.put(column, one)));
    return held;
  }
}
