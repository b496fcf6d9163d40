package dev.messina.verification.value;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of columns as bytes that are equal for equal values, whichever side they come from: those
 * of {@link Conversion} and those of {@link Canonical}.
 */
public final class CellBytes {

  private CellBytes() {}

  /**
   * The bytes of a value. Different values of one column never have the same.
   *
   * @param value null for none
   */
  public static byte[] of(Object value) {
    if (value == null) {
      return new byte[] {'0'};
    }
    if (value instanceof Set<?> set) {
      return joined('S', set.stream().map(CellBytes::of).sorted(Arrays::compareUnsigned).toList());
    }
    if (value instanceof List<?> list) {
      return joined('L', list.stream().map(CellBytes::of).toList());
    }
    if (value instanceof Map<?, ?> map) {
      List<byte[]> entries = new ArrayList<>();
      map.forEach((name, entry) -> entries.add(joined('E', List.of(of(name), of(entry)))));
      entries.sort(Arrays::compareUnsigned);
      return joined('M', entries);
    }
    if (value instanceof ByteBuffer binary) {
      byte[] bytes = new byte[binary.remaining()];
      binary.duplicate().get(bytes);
      return tagged('B', bytes);
    }
    if (value instanceof InetAddress address) {
      return tagged('I', address.getAddress());
    }
    String text = value instanceof BigDecimal number ? number(number) : value.toString();
    return tagged('T', text.getBytes(StandardCharsets.UTF_8));
  }

  private static String number(BigDecimal number) {
    BigDecimal stripped = Scalars.stripped(number);
    return stripped.unscaledValue() + "e" + -stripped.scale();
  }

  private static byte[] tagged(char tag, byte[] bytes) {
    return ByteBuffer.allocate(1 + bytes.length).put((byte) tag).put(bytes).array();
  }

  /** Each with its length before it, so that no two lists are the same bytes. */
  private static byte[] joined(char tag, List<byte[]> parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(tag);
    for (byte[] part : parts) {
      joined.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length).array());
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
