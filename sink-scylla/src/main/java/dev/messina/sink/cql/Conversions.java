package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which conversion belongs to which CQL type. A new type is added here and nowhere else. */
final class Conversions {

  private static final Map<DataType, ValueConversion> SCALARS =
      Map.ofEntries(
          Map.entry(DataTypes.TEXT, Texts::toText),
          Map.entry(DataTypes.ASCII, Texts::toAscii),
          Map.entry(DataTypes.BOOLEAN, Flags::toBoolean),
          Map.entry(DataTypes.BLOB, Blobs::toBlob),
          Map.entry(DataTypes.UUID, Identifiers::toUuid),
          Map.entry(DataTypes.TIMEUUID, Identifiers::toTimeuuid),
          Map.entry(DataTypes.INET, Identifiers::toInet),
          Map.entry(DataTypes.TINYINT, Numbers::toTinyint),
          Map.entry(DataTypes.SMALLINT, Numbers::toSmallint),
          Map.entry(DataTypes.INT, Numbers::toInt),
          Map.entry(DataTypes.BIGINT, Numbers::toBigint),
          Map.entry(DataTypes.VARINT, Numbers::toVarint),
          Map.entry(DataTypes.DECIMAL, Numbers::toDecimal),
          Map.entry(DataTypes.DOUBLE, Numbers::toDouble),
          Map.entry(DataTypes.FLOAT, Numbers::toFloat),
          Map.entry(DataTypes.TIMESTAMP, Times::toTimestamp),
          Map.entry(DataTypes.DATE, Times::toDate),
          Map.entry(DataTypes.TIME, Times::toTime),
          Map.entry(DataTypes.DURATION, Times::toDuration));

  private Conversions() {}

  static boolean supports(DataType type) {
    return scalars(type).allMatch(SCALARS::containsKey);
  }

  /** Whether there is anything in the type to which the choice can be applied. */
  static boolean takes(DataType type, ConversionChoice choice) {
    return scalars(type).anyMatch(choice.types()::contains);
  }

  /** The conversion to a type that is {@linkplain #supports supported}. */
  static ValueConversion to(DataType type, Set<ConversionChoice> choices) {
    if (type instanceof ListType list) {
      return CollectionConversions.toList(to(list.getElementType(), choices));
    }
    if (type instanceof SetType set) {
      return CollectionConversions.toSet(to(set.getElementType(), choices));
    }
    if (type instanceof MapType map) {
      return CollectionConversions.toMap(
          to(map.getKeyType(), choices), to(map.getValueType(), choices));
    }
    if (type instanceof VectorType vector) {
      return CollectionConversions.toVector(
          vector.getDimensions(), to(vector.getElementType(), choices));
    }
    if (type instanceof TupleType tuple) {
      return FieldConversions.toTuple(tuple, all(tuple.getComponentTypes(), choices));
    }
    if (type instanceof UserDefinedType fields) {
      return FieldConversions.toUserType(fields, all(fields.getFieldTypes(), choices));
    }
    return choices.stream()
        .filter(choice -> choice.types().contains(type))
        .findFirst()
        .map(choice -> choice.to(type))
        .orElse(SCALARS.get(type));
  }

  private static List<ValueConversion> all(List<DataType> types, Set<ConversionChoice> choices) {
    return types.stream().map(type -> to(type, choices)).toList();
  }

  /** The types of the values in it that hold no others. */
  static Stream<DataType> scalars(DataType type) {
    if (type instanceof ListType list) {
      return scalars(list.getElementType());
    }
    if (type instanceof SetType set) {
      return scalars(set.getElementType());
    }
    if (type instanceof MapType map) {
      return Stream.concat(scalars(map.getKeyType()), scalars(map.getValueType()));
    }
    if (type instanceof VectorType vector && DataTypes.FLOAT.equals(vector.getElementType())) {
      return scalars(vector.getElementType());
    }
    if (type instanceof TupleType tuple) {
      return tuple.getComponentTypes().stream().flatMap(Conversions::scalars);
    }
    if (type instanceof UserDefinedType fields) {
      return fields.getFieldTypes().stream().flatMap(Conversions::scalars);
    }
    return Stream.of(type);
  }
}
