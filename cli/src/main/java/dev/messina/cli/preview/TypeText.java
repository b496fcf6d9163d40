package dev.messina.cli.preview;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the type of a column as it stands in CREATE TABLE. */
final class TypeText {

  private static final Pattern PARTS =
      Pattern.compile("\\s*(?<name>\\w+)\\s*(?:<(?<inner>.*)>)?\\s*");
  private static final Map<String, DataType> SCALARS = new HashMap<>();

  static {
    for (DataType type :
        List.of(
            DataTypes.ASCII,
            DataTypes.BIGINT,
            DataTypes.BLOB,
            DataTypes.BOOLEAN,
            DataTypes.COUNTER,
            DataTypes.DATE,
            DataTypes.DECIMAL,
            DataTypes.DOUBLE,
            DataTypes.DURATION,
            DataTypes.FLOAT,
            DataTypes.INET,
            DataTypes.INT,
            DataTypes.SMALLINT,
            DataTypes.TEXT,
            DataTypes.TIME,
            DataTypes.TIMESTAMP,
            DataTypes.TIMEUUID,
            DataTypes.TINYINT,
            DataTypes.UUID,
            DataTypes.VARINT)) {
      SCALARS.put(type.asCql(false, false), type);
    }
    SCALARS.put("varchar", DataTypes.TEXT);
  }

  private TypeText() {}

  /** Empty if it is none of the server's own, such as a type that the keyspace defines. */
  static Optional<DataType> parse(String text) {
    return parse(text, false);
  }

  private static Optional<DataType> parse(String text, boolean frozen) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String name = parts.group("name").toLowerCase(Locale.ROOT);
    if (parts.group("inner") == null) {
      return Optional.ofNullable(SCALARS.get(name));
    }
    List<String> inner = CreateTable.split(parts.group("inner"));
    if (name.equals("frozen") && inner.size() == 1) {
      return parse(inner.get(0), true);
    }
    if (name.equals("vector") && inner.size() == 2 && inner.get(1).strip().matches("\\d{1,6}")) {
      int dimensions = Integer.parseInt(inner.get(1).strip());
      return parse(inner.get(0), true).map(element -> DataTypes.vectorOf(element, dimensions));
    }
    List<DataType> types = new ArrayList<>();
    inner.forEach(one -> parse(one, true).ifPresent(types::add));
    return types.size() == inner.size() ? container(name, types, frozen) : Optional.empty();
  }

  private static Optional<DataType> container(String name, List<DataType> types, boolean frozen) {
    if (name.equals("tuple")) {
      return Optional.of(DataTypes.tupleOf(types.toArray(DataType[]::new)));
    }
    if (name.equals("list") && types.size() == 1) {
      return Optional.of(DataTypes.listOf(types.get(0), frozen));
    }
    if (name.equals("set") && types.size() == 1) {
      return Optional.of(DataTypes.setOf(types.get(0), frozen));
    }
    return name.equals("map") && types.size() == 2
        ? Optional.of(DataTypes.mapOf(types.get(0), types.get(1), frozen))
        : Optional.empty();
  }
}
