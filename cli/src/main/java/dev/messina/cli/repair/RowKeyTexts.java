package dev.messina.cli.repair;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the keys of rows back from the text that {@code verify} has given them. */
record RowKeyTexts(TargetTable table) {

  private static final Set<DataType> QUOTED =
      Set.of(DataTypes.TIMESTAMP, DataTypes.DATE, DataTypes.TIME, DataTypes.INET);

  /**
   * @param row by column, the value as text
   * @throws IllegalArgumentException if it is no key of the table's rows; without values
   */
  RowKey read(JsonNode row) {
    List<Object> values = new ArrayList<>();
    for (String column : table.keyColumns()) {
      JsonNode text = row.path(column);
      if (!text.isTextual()) {
        throw new IllegalArgumentException("lacks key column '" + column + "' of its row");
      }
      values.add(value(column, text.asText()));
    }
    return new RowKey(table.keyColumns(), values);
  }

  private Object value(String column, String text) {
    DataType type = table.typeOf(column).orElseThrow();
    if (type.equals(DataTypes.TEXT) || type.equals(DataTypes.ASCII)) {
      return text;
    }
    TypeCodec<Object> codec = CodecRegistry.DEFAULT.codecFor(type);
    String bare = type.equals(DataTypes.INET) ? text.substring(text.indexOf('/') + 1) : text;
    try {
      Object value = codec.parse(QUOTED.contains(type) ? "'" + bare + "'" : bare);
      if (value != null && sameText(column, value, text)) {
        return value;
      }
    } catch (RuntimeException notOfTheType) {
      throw unreadable(column, type, notOfTheType);
    }
    throw unreadable(column, type, null);
  }

  private static boolean sameText(String column, Object value, String text) {
    return RowKey.text(new RowKey(List.of(column), List.of(value)).values().get(0)).equals(text);
  }

  private static IllegalArgumentException unreadable(
      String column, DataType type, RuntimeException cause) {
    return new IllegalArgumentException(
        "has a value of key column '%s' that cannot be read back as %s"
            .formatted(column, type.asCql(false, false)),
        cause);
  }
}
