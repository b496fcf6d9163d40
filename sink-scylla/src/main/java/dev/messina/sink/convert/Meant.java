package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.util.Set;

/**
 * A value with what its schema's name says that it means. Columns for times take the meaning, all
 * others the value as it was given.
 */
record Meant(Object given, Object meaning) {

  private static final Set<DataType> TIMES =
      Set.of(
          DataTypes.TIMESTAMP,
          DataTypes.DATE,
          DataTypes.TIME,
          DataTypes.DURATION,
          DataTypes.BIGINT);

  /** What a column of that type takes. */
  static Object as(DataType type, Object value) {
    if (!(value instanceof Meant meant)) {
      return value;
    }
    return TIMES.contains(type) ? meant.meaning() : meant.given();
  }
}
