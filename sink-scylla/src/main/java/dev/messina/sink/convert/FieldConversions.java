package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.data.SettableByIndex;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import dev.messina.sink.convert.Conversions.ValueConversion;
import dev.messina.sink.convert.UnknownColumns.UnknownFields;
import java.nio.ByteBuffer;
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
        throw Unconvertible.otherType(
            "an array of another length than the tuple's", null, "a frozen list or text");
      }
      TupleValue tuple = type.newValue();
      for (int i = 0; i < encoders.size(); i++) {
        tuple = with(tuple, i, elements.get(i), encoders.get(i));
      }
      return tuple;
    };
  }

  /**
   * A field that the value lacks is null. One that the type lacks is skipped or refused, as columns
   * are that the table lacks.
   */
  static ValueConversion toUserType(
      UserDefinedType type, List<ValueConversion> parts, Terms terms) {
    String typeName = type.getName().asInternal();
    List<Column.Encoder> encoders = encoders(type.getFieldTypes(), parts);
    List<String> names = type.getFieldNames().stream().map(CqlIdentifier::asInternal).toList();
    Set<Object> known = names.stream().collect(Collectors.toSet());
    return value -> {
      Map<?, ?> fields = CollectionConversions.entries(value);
      if (!known.containsAll(fields.keySet())) {
        UnknownFields.check(value, fields, known, typeName, terms);
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
    ByteBuffer bytes = found == null ? null : encoder.encode(found);
    return bytes == null ? parts : parts.setBytesUnsafe(i, bytes);
  }

  private static List<Column.Encoder> encoders(List<DataType> types, List<ValueConversion> parts) {
    List<Column.Encoder> encoders = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      encoders.add(Column.Encoder.of(types.get(i), parts.get(i)));
    }
    return List.copyOf(encoders);
  }
}
