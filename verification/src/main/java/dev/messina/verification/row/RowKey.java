package dev.messina.verification.row;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The primary key of a row.
 *
 * @param columns their names, in the order of the table's key
 * @param values as the driver holds them
 */
public record RowKey(List<String> columns, List<Object> values) {

  public RowKey {
    columns = List.copyOf(columns);
    values = values.stream().map(RowKey::oneForm).toList();
  }

  /** A partition key is found by its bytes, and a decimal has many: 1000, never 1E+3 or 1000.0. */
  private static Object oneForm(Object value) {
    if (!(value instanceof BigDecimal number)) {
      return value;
    }
    BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** As {@code pk='a', sk=7}. */
  @Override
  public String toString() {
    return IntStream.range(0, columns.size())
        .mapToObj(column -> columns.get(column) + "=" + text(values.get(column)))
        .collect(Collectors.joining(", "));
  }

  /** One value for people and for JSON. */
  public static String text(Object value) {
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return "0x" + HexFormat.of().formatHex(copy);
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
