package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import java.util.Map;

/** Which conversion belongs to which CQL type. A new type is added here and nowhere else. */
final class Conversions {

  private static final Map<DataType, ValueConversion> SCALARS =
      Map.ofEntries(
          Map.entry(DataTypes.TEXT, Texts::toText),
          Map.entry(DataTypes.ASCII, Texts::toAscii),
          Map.entry(DataTypes.BOOLEAN, Texts::toBoolean),
          Map.entry(DataTypes.BLOB, Texts::toBlob),
          Map.entry(DataTypes.UUID, Texts::toUuid),
          Map.entry(DataTypes.TIMEUUID, Texts::toTimeuuid),
          Map.entry(DataTypes.INET, Texts::toInet),
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
    if (type instanceof ListType list) {
      return supports(list.getElementType());
    }
    if (type instanceof SetType set) {
      return supports(set.getElementType());
    }
    if (type instanceof MapType map) {
      return supports(map.getKeyType()) && supports(map.getValueType());
    }
    return SCALARS.containsKey(type);
  }

  /** The conversion to a type that is {@linkplain #supports supported}. */
  static ValueConversion to(DataType type) {
    if (type instanceof ListType list) {
      return CollectionConversions.toList(to(list.getElementType()));
    }
    if (type instanceof SetType set) {
      return CollectionConversions.toSet(to(set.getElementType()));
    }
    if (type instanceof MapType map) {
      return CollectionConversions.toMap(to(map.getKeyType()), to(map.getValueType()));
    }
    return SCALARS.get(type);
  }
}
