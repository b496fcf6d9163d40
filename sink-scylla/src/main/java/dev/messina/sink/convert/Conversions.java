package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import dev.messina.sink.convert.ConversionChoice.Flags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which conversion belongs to which CQL type. A new type is added here and nowhere else. */
public final class Conversions {

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

  /** Types of which the empty string is a value, or may be one. */
  private static final Set<DataType> TAKING_EMPTY =
      Set.of(DataTypes.TEXT, DataTypes.ASCII, DataTypes.BLOB);

  private Conversions() {}

  /** Every conversion of values that hold no others. */
  static Map<DataType, ValueConversion> everyScalar() {
    return SCALARS;
  }

  public static boolean supports(DataType type) {
    return scalars(type).allMatch(SCALARS::containsKey);
  }

  /** Whether there is anything in the type to which the choice can be applied. */
  static boolean takes(DataType type, ConversionChoice choice) {
    return choice == ConversionChoice.EMPTY_AS_NULL
        || scalars(type).anyMatch(choice.types()::contains);
  }

  /**
   * The conversion to a type that is {@linkplain #supports supported}. It gives null only for an
   * empty string, and only on terms that say so.
   */
  public static ValueConversion to(DataType type, Terms terms) {
    ValueConversion conversion = withoutEmpty(type, terms);
    ValueConversion ofEmpty = ofEmpty(type, terms, conversion);
    return given -> {
      Object value = Meant.as(type, given);
      return ("".equals(value) ? ofEmpty : conversion).convert(value);
    };
  }

  /** What becomes of an empty string. */
  private static ValueConversion ofEmpty(DataType type, Terms terms, ValueConversion otherwise) {
    if (terms.emptyIsNull()) {
      return empty -> null;
    }
    if (TAKING_EMPTY.contains(type)) {
      return otherwise;
    }
    return empty -> {
      throw Unconvertible.emptyString(terms.inKey());
    };
  }

  private static ValueConversion withoutEmpty(DataType type, Terms terms) {
    if (SCALARS.containsKey(type)) {
      return scalar(type, terms);
    }
    ValueConversion container = container(type, terms);
    return terms.inKey() ? KeyForms.noJson(container) : container;
  }

  private static ValueConversion container(DataType type, Terms terms) {
    if (type instanceof ListType list) {
      return CollectionConversions.toList(to(list.getElementType(), terms.ofMembers()));
    }
    if (type instanceof SetType set) {
      ValueConversion element = to(set.getElementType(), terms.ofMembers());
      return CollectionConversions.toSet(element, terms.inKey());
    }
    if (type instanceof MapType map) {
      return CollectionConversions.toMap(
          to(map.getKeyType(), terms.ofMembers()), to(map.getValueType(), terms.ofMembers()));
    }
    if (type instanceof VectorType vector) {
      return CollectionConversions.toVector(
          vector.getDimensions(), to(vector.getElementType(), terms.ofMembers()));
    }
    if (type instanceof TupleType tuple) {
      return FieldConversions.toTuple(tuple, all(tuple.getComponentTypes(), terms));
    }
    if (type instanceof UserDefinedType fields) {
      return FieldConversions.toUserType(fields, all(fields.getFieldTypes(), terms), terms);
    }
    throw new IllegalArgumentException(type.asCql(true, true));
  }

  private static ValueConversion scalar(DataType type, Terms terms) {
    boolean truncated = terms.choices().contains(ConversionChoice.TRUNCATED);
    ConversionChoice reading =
        terms.choices().stream().filter(choice -> choice.reads(type)).findFirst().orElse(null);
    ValueConversion conversion;
    if (reading != null) {
      conversion = reading.to(type, truncated);
    } else if (truncated && ConversionChoice.TRUNCATED.types().contains(type)) {
      conversion = ConversionChoice.TRUNCATED.to(type, true);
    } else {
      conversion = SCALARS.get(type);
    }
    return terms.inKey() ? KeyForms.oneForm(type, reading, conversion) : conversion;
  }

  private static List<ValueConversion> all(List<DataType> types, Terms terms) {
    return types.stream().map(type -> to(type, terms)).toList();
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

  /**
   * Turns a Connect value into the Java value that the driver's default codec of one CQL type
   * takes. The result says exactly what the input said, or there is none.
   */
  @FunctionalInterface
  public interface ValueConversion {

    /**
     * Converts a value, which is never null.
     *
     * @throws Unconvertible if the type cannot hold exactly this value
     */
    Object convert(Object value);
  }
}
