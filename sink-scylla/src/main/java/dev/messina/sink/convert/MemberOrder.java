package dev.messina.sink.convert;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which a set's members and a map's keys are sent. The server sorts those of a column
 * but takes those inside of a type, a tuple or another collection as they come, so that one set in
 * two orders would be two values there. Text and bytes are in CQL's order, numbers and times too.
 */
final class MemberOrder implements Comparator<Object> {

  static final MemberOrder ORDER = new MemberOrder();

  private MemberOrder() {}

  /** Whether values like this one have an order; addresses, tuples and collections have none. */
  static boolean has(Object value) {
    return value instanceof Comparable;
  }

  @Override
  public int compare(Object one, Object other) {
    if (one instanceof String text) {
      return Arrays.compare(text.codePoints().toArray(), ((String) other).codePoints().toArray());
    }
    if (one instanceof ByteBuffer bytes) {
      return Arrays.compareUnsigned(copy(bytes), copy((ByteBuffer) other));
    }
    return natural(one, other);
  }

  @SuppressWarnings("unchecked") // All members were converted to the same class.
  private static int natural(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
