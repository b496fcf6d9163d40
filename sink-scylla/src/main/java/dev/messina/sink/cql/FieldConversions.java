package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.data.SettableByIndex;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Conversions to the types whose parts have a type each: tuples from arrays, user-defined types
 * from maps and structs, and both from text that holds those as JSON. A part may be null.
 */
final class FieldConversions {

  private FieldConversions() {}

  static ValueConversion toTuple(TupleType type, List<ValueConversion> parts) {
    List<Column.Encoder> encoders = encoders(type.getComponentTypes(), parts);
    return value -> {
      List<?> elements = CollectionConversions.elements(value);
      if (elements.size() != encoders.size()) {
        throw new Unconvertible(
            "an array of another length than the tuple's", "make the column a frozen list or text");
      }
      TupleValue tuple = type.newValue();
      for (int i = 0; i < encoders.size(); i++) {
        tuple = with(tuple, i, elements.get(i), encoders.get(i));
      }
      return tuple;
    };
  }

  /** A field that the value lacks is null; a name that the type lacks is an error, not a loss. */
  static ValueConversion toUserType(UserDefinedType type, List<ValueConversion> parts) {
    List<Column.Encoder> encoders = encoders(type.getFieldTypes(), parts);
    List<String> names = type.getFieldNames().stream().map(CqlIdentifier::asInternal).toList();
    Set<Object> known = names.stream().collect(Collectors.toSet());
    return value -> {
      Map<?, ?> fields = CollectionConversions.entries(value);
      if (!known.containsAll(fields.keySet())) {
        throw new Unconvertible(
            "a map with a name that is no field of the type",
            "ALTER TYPE to add the field, drop it with a transform or make the column text");
      }
      UdtValue row = type.newValue();
      for (int i = 0; i < encoders.size(); i++) {
        row = with(row, i, fields.get(names.get(i)), encoders.get(i));
      }
      return row;
    };
  }

  private static <T extends SettableByIndex<T>> T with(
      T parts, int i, Object found, Column.Encoder encoder) {
    return found == null ? parts : parts.setBytesUnsafe(i, encoder.encode(found));
  }

  private static List<Column.Encoder> encoders(List<DataType> types, List<ValueConversion> parts) {
    List<Column.Encoder> encoders = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      encoders.add(Column.Encoder.of(types.get(i), parts.get(i)));
    }
    return List.copyOf(encoders);
  }
}
