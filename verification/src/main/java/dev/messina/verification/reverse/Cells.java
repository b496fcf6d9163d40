package dev.messina.verification.reverse;

import com.datastax.oss.driver.api.core.type.ContainerType;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import dev.messina.verification.reverse.Rules.Nesting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Turns one column's cells back.
 *
 * @param choices of {@code column.conversions}
 * @param key whether it is of the primary key, where a text has one form only
 */
record Cells(DataType type, Nesting form, Set<String> choices, boolean key) {

  private static final Set<String> ENCODINGS = Set.of("base64", "hex", "utf8");

  /**
   * Holds a cell against a value that is there and not NULL.
   *
   * @param cell as {@link dev.messina.verification.row.FoundRow} has it; null for none
   */
  Verdict of(Object cell, AttributeValue value) {
    if (!ENCODINGS.containsAll(choices) || choices.size() > 1) {
      return Verdict.LOSSY;
    }
    if (cell == null) {
      return hasNoEmptyForm(value, type) ? Verdict.LOSSY : Verdict.OTHER;
    }
    return of(cell, value, type);
  }

  /**
   * A collection that is not frozen has no cell if it is empty, be it of a list, a map, or a text
   * that spells one.
   */
  private static boolean hasNoEmptyForm(AttributeValue value, DataType type) {
    boolean several =
        type instanceof ContainerType || type instanceof MapType || type instanceof UserDefinedType;
    return (value.s() != null && several)
        || (value.hasL() && value.l().isEmpty())
        || (value.hasM() && value.m().values().stream().allMatch(Values::isNothing));
  }

  private Verdict of(Object cell, AttributeValue value, DataType type) {
    return switch (value.type()) {
      case S -> text(cell, value.s());
      case N -> number(cell, new BigDecimal(value.n()));
      case B -> binary(cell, value.b().asByteBuffer());
      case BOOL -> flag(cell, value.bool());
      case SS -> set(cell, value, Set.copyOf(value.ss()), Cells::textOf);
      case NS -> set(cell, value, Values.numbers(value.ns()), Cells::numberOf);
      case BS -> set(cell, value, Values.binaries(value.bs()), Cells::binaryOf);
      case L, M -> nested(cell, value, type);
      case NUL, UNKNOWN_TO_SDK_VERSION -> Verdict.LOSSY;
    };
  }

  private Verdict text(Object cell, String text) {
    if (cell instanceof String found) {
      return Verdict.of(found.equals(text));
    }
    if (cell instanceof ByteBuffer bytes && choices.contains("utf8")) {
      return Verdict.of(bytes.equals(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }
    return key
        ? textOfKey(cell).map(text::equals).map(Verdict::of).orElse(Verdict.LOSSY)
        : Verdict.LOSSY;
  }

  /** The one text of a value in a column of the key, for types of which nobody can doubt it. */
  static Optional<String> textOfKey(Object cell) {
    if (cell instanceof BigDecimal number) {
      return Optional.of(Values.number(number).toPlainString());
    }
    boolean known =
        cell instanceof String
            || cell instanceof UUID
            || cell instanceof Boolean
            || cell instanceof BigInteger
            || cell instanceof Long
            || cell instanceof Integer
            || cell instanceof Short
            || cell instanceof Byte;
    return known ? Optional.of(cell.toString()) : Optional.empty();
  }

  private static Verdict number(Object cell, BigDecimal number) {
    if (cell instanceof ByteBuffer) {
      return Verdict.LOSSY;
    }
    Optional<BigDecimal> found = numberOf(cell);
    boolean readable = cell instanceof String || cell instanceof Number;
    return found.isPresent() || readable
        ? Verdict.of(found.filter(Values.number(number)::equals).isPresent())
        : Verdict.LOSSY;
  }

  private static Optional<BigDecimal> numberOf(Object cell) {
    return cell instanceof String || cell instanceof Number
        ? Values.number(cell.toString())
        : Optional.empty();
  }

  private static Optional<String> textOf(Object cell) {
    return cell instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Optional<ByteBuffer> binaryOf(Object cell) {
    return cell instanceof ByteBuffer bytes ? Optional.of(bytes) : Optional.empty();
  }

  private Verdict binary(Object cell, ByteBuffer bytes) {
    if (cell instanceof ByteBuffer found) {
      return Verdict.of(found.equals(bytes));
    }
    if (cell instanceof UUID id) {
      ByteBuffer sixteen = ByteBuffer.allocate(16);
      sixteen.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).flip();
      return Verdict.of(sixteen.equals(bytes));
    }
    if (!(cell instanceof String text) || choices.isEmpty()) {
      return Verdict.LOSSY;
    }
    try {
      byte[] found =
          switch (choices.iterator().next()) {
            case "base64" -> Base64.getDecoder().decode(text);
            case "hex" -> HexFormat.of().parseHex(text);
            default -> text.getBytes(StandardCharsets.UTF_8);
          };
      return Verdict.of(ByteBuffer.wrap(found).equals(bytes));
    } catch (IllegalArgumentException notEncoded) {
      return Verdict.OTHER;
    }
  }

  private static Verdict flag(Object cell, boolean flag) {
    return cell instanceof Boolean || cell instanceof String
        ? Verdict.of(cell.toString().equals(Boolean.toString(flag)))
        : Verdict.LOSSY;
  }

  /** Members in any column that holds several, or in a text as an array. */
  private static <T> Verdict set(
      Object cell, AttributeValue value, Set<T> members, Function<Object, Optional<T>> member) {
    if (cell instanceof String text) {
      return Verdict.of(
          JsonCells.read(text).filter(json -> JsonCells.says(json, value, false)).isPresent());
    }
    if (!(cell instanceof Collection<?> found)) {
      return Verdict.LOSSY;
    }
    Set<T> told = new HashSet<>();
    for (Object one : found) {
      Optional<T> back = member.apply(one);
      if (back.isEmpty()) {
        return Verdict.LOSSY;
      }
      told.add(back.get());
    }
    return Verdict.of(told.equals(members) && found.size() == members.size());
  }

  /** What a choice of the column makes of values inside is not known here. */
  private Verdict nested(Object cell, AttributeValue value, DataType type) {
    if (!choices.isEmpty()) {
      return Verdict.LOSSY;
    }
    if (type.equals(DataTypes.TEXT) || type.equals(DataTypes.ASCII)) {
      return nestedText((String) cell, value);
    }
    if (form == Nesting.DYNAMODB || (form == Nesting.FLATTEN && value.hasM())) {
      return Verdict.LOSSY;
    }
    if (value.hasL() && type instanceof ListType list && cell instanceof List<?> found) {
      return elements(found, value.l(), list.getElementType());
    }
    if (value.hasM() && type instanceof MapType map && cell instanceof Map<?, ?> found) {
      return map.getKeyType().equals(DataTypes.TEXT)
          ? entries(found, value.m(), map.getValueType())
          : Verdict.LOSSY;
    }
    return value.hasM() && type instanceof UserDefinedType udt && cell instanceof List<?> found
        ? fields(found, value.m(), udt)
        : Verdict.LOSSY;
  }

  private Verdict nestedText(String cell, AttributeValue value) {
    if (form == Nesting.DYNAMODB) {
      return Verdict.of(
          JsonCells.typed(cell).filter(found -> Values.same(found, value)).isPresent());
    }
    boolean textual = form == Nesting.NATIVE;
    return Verdict.of(
        JsonCells.read(cell).filter(json -> JsonCells.says(json, value, textual)).isPresent());
  }

  private Verdict elements(List<?> found, List<AttributeValue> list, DataType type) {
    if (found.size() != list.size()) {
      return Verdict.OTHER;
    }
    Verdict all = Verdict.SAME;
    for (int i = 0; i < list.size(); i++) {
      all = all.and(of(found.get(i), list.get(i), type));
    }
    return all;
  }

  private Verdict entries(Map<?, ?> found, Map<String, AttributeValue> map, DataType type) {
    if (!found.keySet().equals(map.keySet())) {
      return Verdict.OTHER;
    }
    Verdict all = Verdict.SAME;
    for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
      all = all.and(of(found.get(entry.getKey()), entry.getValue(), type));
    }
    return all;
  }

  /** A field that is null tells not whether the map lacks it or has it as NULL. */
  private Verdict fields(List<?> found, Map<String, AttributeValue> map, UserDefinedType type) {
    Set<String> left = new HashSet<>(map.keySet());
    Verdict all = Verdict.SAME;
    for (int i = 0; i < type.getFieldNames().size(); i++) {
      String name = type.getFieldNames().get(i).asInternal();
      AttributeValue value = map.get(name);
      left.remove(name);
      if (Values.isNothing(value)) {
        all = all.and(Verdict.of(found.get(i) == null));
      } else if (found.get(i) == null) {
        all =
            all.and(
                hasNoEmptyForm(value, type.getFieldTypes().get(i)) ? Verdict.LOSSY : Verdict.OTHER);
      } else {
        all = all.and(of(found.get(i), value, type.getFieldTypes().get(i)));
      }
    }
    return left.isEmpty() ? all : all.and(Verdict.LOSSY);
  }
}
