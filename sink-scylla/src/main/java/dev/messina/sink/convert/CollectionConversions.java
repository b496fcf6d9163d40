package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.data.CqlVector;
import dev.messina.sink.convert.Conversions.ValueConversion;
import dev.messina.sink.mutation.RowFields;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * Conversions to CQL's collections, element by element, from arrays, maps and structs or from text
 * that holds them as JSON.
 */
final class CollectionConversions {

  private CollectionConversions() {}

  static ValueConversion toList(ValueConversion element) {
    return value -> {
      List<Object> list = new ArrayList<>();
      for (Object found : elements(value)) {
        list.add(converted(found, element));
      }
      return list;
    };
  }

  /**
   * @param onlyInOrder whether another order of the same members is refused
   */
  static ValueConversion toSet(ValueConversion element, boolean onlyInOrder) {
    return value -> {
      Set<Object> set = new LinkedHashSet<>();
      for (Object found : elements(value)) {
        if (!set.add(converted(found, element))) {
          throw Unconvertible.otherType(
              "an array with two members that are one as its element type",
              null,
              "a frozen list or text");
        }
      }
      Set<Object> ordered = inOrder(set);
      if (onlyInOrder && !List.copyOf(ordered).equals(List.copyOf(set))) {
        throw Unconvertible.otherType(
            "an array that is not in the order of the key column's set",
            "sort it where it is made",
            "a frozen list");
      }
      return ordered;
    };
  }

  static ValueConversion toMap(ValueConversion key, ValueConversion element) {
    return value -> {
      Map<Object, Object> map = new LinkedHashMap<>();
      entries(value)
          .forEach(
              (name, found) -> {
                Object before = map.put(converted(name, key), converted(found, element));
                if (before != null) {
                  throw mergedKeys();
                }
              });
      return inOrder(map);
    };
  }

  private static Set<Object> inOrder(Set<Object> set) {
    if (!set.stream().allMatch(MemberOrder::has)) {
      return set;
    }
    return set.stream()
        .sorted(MemberOrder.ORDER)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Map<Object, Object> inOrder(Map<Object, Object> map) {
    if (!map.keySet().stream().allMatch(MemberOrder::has)) {
      return map;
    }
    Map<Object, Object> sorted = new LinkedHashMap<>();
    map.keySet().stream().sorted(MemberOrder.ORDER).forEach(key -> sorted.put(key, map.get(key)));
    return sorted;
  }

  static ValueConversion toVector(int dimensions, ValueConversion element) {
    return value -> {
      List<Number> numbers = new ArrayList<>(dimensions);
      for (Object found : elements(value)) {
        numbers.add((Number) converted(found, element));
      }
      if (numbers.size() != dimensions) {
        throw Unconvertible.otherType(
            "an array of another length than the vector's", "correct the data", "a frozen list");
      }
      return CqlVector.newInstance(numbers);
    };
  }

  static Unconvertible mergedKeys() {
    return Unconvertible.otherType(
        "a map with two keys that are one as its key type", null, "a map whose keys are text");
  }

  /** The members of an array, or of text that holds one as JSON. */
  static List<?> elements(Object value) {
    Object container = value instanceof String text ? PlainJson.parseContainer(text) : value;
    if (container instanceof List<?> list) {
      return list;
    }
    throw value instanceof String
        ? Unconvertible.otherType("a JSON object", null, "a map or text")
        : Unconvertible.kind(value);
  }

  /** The entries of a map or struct, or of text that holds one as JSON. */
  static Map<?, ?> entries(Object value) {
    Object container = value instanceof String text ? PlainJson.parseContainer(text) : value;
    if (container instanceof Map<?, ?> map) {
      return map;
    }
    if (container instanceof Struct struct) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (Field field : struct.schema().fields()) {
        map.put(field.name(), RowFields.value(struct, field));
      }
      return map;
    }
    throw value instanceof String
        ? Unconvertible.otherType("a JSON array", null, "a frozen list, a set or text")
        : Unconvertible.kind(value);
  }

  private static Object converted(Object found, ValueConversion element) {
    if (found == null) {
      throw Unconvertible.otherType(
          "a collection with a null in it, which CQL's collections cannot hold",
          null,
          "text, which takes it as JSON");
    }
    try {
      return element.convert(found);
    } catch (Unconvertible reason) {
      if ("".equals(found)) {
        throw Unconvertible.otherType(
            "a collection with an empty string in it", "correct the data", "text");
      }
      throw reason;
    }
  }

  /**
   * The order in which a set's members and a map's keys are sent. The server sorts those of a
   * column but takes those inside of a type, a tuple or another collection as they come, so that
   * one set in two orders would be two values there. Text and bytes are in CQL's order, numbers and
   * times too.
   */
  static final class MemberOrder implements Comparator<Object> {

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
}
