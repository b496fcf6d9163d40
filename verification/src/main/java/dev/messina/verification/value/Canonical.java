package dev.messina.verification.value;

import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One form for all values that are the same: decimals without trailing zeros, collections without
 * order where they have none, tuples and user-defined types as the list of their fields.
 */
public final class Canonical {

  private Canonical() {}

  /** The form of what the driver has read. */
  public static Object of(Object cell) {
    if (cell instanceof BigDecimal number) {
      return Scalars.stripped(number);
    }
    if (cell instanceof Set<?> set) {
      Set<Object> members = new HashSet<>();
      set.forEach(member -> members.add(of(member)));
      return members;
    }
    if (cell instanceof List<?> list) {
      return list(list);
    }
    if (cell instanceof Map<?, ?> map) {
      Map<Object, Object> entries = new HashMap<>();
      map.forEach((name, value) -> entries.put(of(name), of(value)));
      return entries;
    }
    if (cell instanceof CqlVector<?> vector) {
      return list(vector.stream().toList());
    }
    if (cell instanceof UdtValue fields) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        values.add(fields.isNull(i) ? null : of(fields.getObject(i)));
      }
      return values;
    }
    if (cell instanceof TupleValue tuple) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < tuple.size(); i++) {
        values.add(tuple.isNull(i) ? null : of(tuple.getObject(i)));
      }
      return values;
    }
    return cell;
  }

  /** What a cell holds, in this form, once a value of {@link Conversion} is written. */
  public static Object written(Object expected) {
    if (expected instanceof JsonText json) {
      return json.toString();
    }
    if (expected instanceof Set<?> set) {
      Set<Object> members = new HashSet<>();
      set.forEach(member -> members.add(written(member)));
      return members;
    }
    if (expected instanceof List<?> list) {
      List<Object> elements = new ArrayList<>(list.size());
      list.forEach(element -> elements.add(written(element)));
      return elements;
    }
    if (expected instanceof Map<?, ?> map) {
      Map<Object, Object> entries = new HashMap<>();
      map.forEach((name, value) -> entries.put(written(name), written(value)));
      return entries;
    }
    return expected;
  }

  private static List<Object> list(List<?> list) {
    List<Object> elements = new ArrayList<>(list.size());
    list.forEach(element -> elements.add(of(element)));
    return elements;
  }

  /**
   * Whether a cell holds what a row's value is.
   *
   * @param expected a value of {@link Conversion}, or null
   * @param cell in this form, or null
   */
  public static boolean same(Object expected, Object cell) {
    if (expected instanceof JsonText json) {
      return cell instanceof String text && json.isSaidBy(text);
    }
    if (Objects.equals(expected, cell)) {
      return true;
    }
    if (expected instanceof List<?> left && cell instanceof List<?> right) {
      return left.size() == right.size()
          && IntStream.range(0, left.size()).allMatch(i -> same(left.get(i), right.get(i)));
    }
    if (expected instanceof Map<?, ?> left && cell instanceof Map<?, ?> right) {
      return left.keySet().equals(right.keySet())
          && left.entrySet().stream()
              .allMatch(entry -> same(entry.getValue(), right.get(entry.getKey())));
    }
    return expected instanceof Set<?> left
        && cell instanceof Set<?> right
        && sameMembers(left, right);
  }

  private static boolean sameMembers(Set<?> expected, Set<?> cells) {
    List<Object> unmatched = new ArrayList<>(cells);
    return expected.size() == cells.size()
        && expected.stream()
            .allMatch(
                member ->
                    unmatched.stream()
                        .filter(cell -> same(member, cell))
                        .findFirst()
                        .map(unmatched::remove)
                        .orElse(false));
  }
}
