package dev.messina.sink.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;

/**
 * Fields of a value for which its user-defined type has none. Names in a map may be data, such as
 * e-mail addresses, and so may be those of a struct whose schema has no name, since it may have
 * been made of a map. They are counted, not told.
 */
final class UnknownFields {

  private UnknownFields() {}

  /**
   * Passes over what the type lacks, if that is what becomes of unknown columns. A null is nothing
   * to write, and so no loss; in a key it makes another key.
   *
   * @param value what the fields were read from
   * @throws Unconvertible if the record must be dead-lettered
   */
  static void check(
      Object value, Map<?, ?> fields, Set<Object> known, String typeName, Terms terms) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      if ((field.getValue() != null || terms.inKey()) && !known.contains(field.getKey())) {
        names.add(Objects.toString(field.getKey()));
      }
    }
    boolean declared = areDeclared(value);
    if (names.isEmpty() || terms.unknown().skipFields(typeName, names, declared)) {
      return;
    }
    String told =
        declared
            ? names.stream()
                .sorted()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "))
            : names.size() + ", whose names are not told since they may be data";
    throw Unconvertible.otherType(
        "a map with a name that is no field of the type",
        "type "
            + typeName
            + " lacks "
            + told
            + ": ALTER TYPE to add them, drop them with a transform, set unknown.columns=ignore",
        "text");
  }

  private static boolean areDeclared(Object value) {
    return (value instanceof Struct struct && struct.schema().name() != null)
        || value instanceof LogicalTypes.Declared;
  }
}
