package dev.messina.cli.cql;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Set;

/** The values of a row as text: literals of CQL, the quotes around a whole value left out. */
final class CellText {

  private static final Set<DataType> NUMBERS =
      Set.of(
          DataTypes.TINYINT,
          DataTypes.SMALLINT,
          DataTypes.INT,
          DataTypes.BIGINT,
          DataTypes.COUNTER,
          DataTypes.VARINT,
          DataTypes.DECIMAL,
          DataTypes.FLOAT,
          DataTypes.DOUBLE);

  private CellText() {}

  static boolean isNumber(DataType type) {
    return NUMBERS.contains(type);
  }

  /** In one line; {@code null} where there is no value. */
  static String of(Row row, int column) {
    DataType type = row.getColumnDefinitions().get(column).getType();
    String literal = literal(row, column, type);
    boolean isQuoted = literal.length() > 1 && literal.startsWith("'") && literal.endsWith("'");
    String text =
        isQuoted ? literal.substring(1, literal.length() - 1).replace("''", "'") : literal;
    return text.replace("\\", "\\\\")
        .replace("\r", "\\r")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }

  private static String literal(Row row, int column, DataType type) {
    if (row.isNull(column)) {
      return "null";
    }
    TypeCodec<Object> codec = row.codecRegistry().codecFor(type);
    return codec.format(row.get(column, codec));
  }

  /**
   * Of a row that the server has not made JSON of, such as the answer to a conditional statement:
   * flags, whole numbers and texts as they are, everything else as its literal.
   */
  static ObjectNode json(Row row) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < row.getColumnDefinitions().size(); i++) {
      json.set(row.getColumnDefinitions().get(i).getName().asInternal(), value(row, i));
    }
    return json;
  }

  private static JsonNode value(Row row, int column) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (row.isNull(column)) {
      return nodes.nullNode();
    }
    DataType type = row.getColumnDefinitions().get(column).getType();
    if (type.equals(DataTypes.BOOLEAN)) {
      return nodes.booleanNode(row.getBoolean(column));
    }
    if (type.equals(DataTypes.TEXT) || type.equals(DataTypes.ASCII)) {
      return nodes.textNode(row.getString(column));
    }
    if (type.equals(DataTypes.DECIMAL)) {
      return DecimalNode.valueOf(row.getBigDecimal(column));
    }
    return isNumber(type) && !type.equals(DataTypes.FLOAT) && !type.equals(DataTypes.DOUBLE)
        ? nodes.numberNode(new BigInteger(literal(row, column, type)))
        : nodes.textNode(of(row, column));
  }
}
