package dev.messina.verification.value;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a row's value is as a column's type. */
public final class Conversion {

  private static final Set<DataType> NUMBERS =
      Set.of(
          DataTypes.DECIMAL,
          DataTypes.VARINT,
          DataTypes.BIGINT,
          DataTypes.INT,
          DataTypes.SMALLINT,
          DataTypes.TINYINT,
          DataTypes.DOUBLE,
          DataTypes.FLOAT);

  private Conversion() {}

  /**
   * The value in the form of {@link Canonical}; for scalars also the driver's own.
   *
   * @param given what a transform left: text, flags, bytes, numbers, lists and maps; null for none
   * @return empty if the column is null then
   * @throws Unfit if the sink must refuse the value
   */
  public static Optional<Object> convert(DataType type, Set<Choice> choices, Object given) {
    if (given == null || ("".equals(given) && choices.contains(Choice.EMPTY_AS_NULL))) {
      return Optional.empty();
    }
    Object value = value(type, choices, given);
    boolean nothing = isMultiCell(type) && isEmpty(value);
    return nothing ? Optional.empty() : Optional.of(value);
  }

  /** An empty collection that is not frozen is null on the server. */
  private static boolean isEmpty(Object value) {
    return (value instanceof Set<?> set && set.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  /** Whether a column has a write timestamp for each member, and none of its own. */
  public static boolean isMultiCell(DataType type) {
    return (type instanceof SetType set && !set.isFrozen())
        || (type instanceof MapType map && !map.isFrozen())
        || (type instanceof ListType list && !list.isFrozen())
        || (type instanceof UserDefinedType udt && !udt.isFrozen());
  }

  private static Object value(DataType type, Set<Choice> choices, Object given) {
    if (type.equals(DataTypes.TEXT) || type.equals(DataTypes.ASCII)) {
      return Scalars.text(given, choices);
    }
    if (type.equals(DataTypes.BLOB)) {
      return Scalars.blob(given, choices);
    }
    if ("".equals(given)) {
      throw new Unfit("an empty string");
    }
    if (type.equals(DataTypes.BOOLEAN)) {
      return Scalars.flag(given, choices);
    }
    if (type.equals(DataTypes.BIGINT)) {
      Optional<Object> counted = Times.counted(given, choices);
      if (counted.isPresent()) {
        return counted.get();
      }
    }
    if (NUMBERS.contains(type)) {
      return Scalars.number(type, given, choices);
    }
    if (type.equals(DataTypes.UUID) || type.equals(DataTypes.TIMEUUID)) {
      return Scalars.identifier(given);
    }
    if (type.equals(DataTypes.INET)) {
      return Scalars.address(given);
    }
    return Times.is(type) ? Times.convert(type, given, choices) : container(type, choices, given);
  }

  private static Object container(DataType type, Set<Choice> choices, Object given) {
    if (type instanceof SetType set) {
      return set(set, choices, elements(given));
    }
    if (type instanceof ListType list) {
      return members(list.getElementType(), choices, elements(given));
    }
    if (type instanceof VectorType vector) {
      List<Object> members = members(vector.getElementType(), choices, elements(given));
      return sized(members, vector.getDimensions());
    }
    if (type instanceof MapType map) {
      return map(map, choices, entries(given));
    }
    if (type instanceof UserDefinedType fields) {
      return fields(fields, choices, entries(given));
    }
    if (type instanceof TupleType tuple) {
      return tuple(tuple, choices, elements(given));
    }
    throw new Unfit("a column of type " + type.asCql(true, true) + ", which no row is written to");
  }

  private static Set<Object> set(SetType type, Set<Choice> choices, List<?> given) {
    Set<Object> set = new HashSet<>(members(type.getElementType(), choices, given));
    if (set.size() != given.size()) {
      throw new Unfit("an array with two members that are one as its element type");
    }
    return set;
  }

  private static List<Object> members(DataType type, Set<Choice> choices, List<?> given) {
    List<Object> members = new ArrayList<>(given.size());
    given.forEach(member -> members.add(member(type, choices, member)));
    return members;
  }

  private static Object member(DataType type, Set<Choice> choices, Object given) {
    if (given == null) {
      throw new Unfit("a collection with a null in it");
    }
    return value(type, choices, given);
  }

  private static Map<Object, Object> map(MapType type, Set<Choice> choices, Map<?, ?> given) {
    Map<Object, Object> map = new HashMap<>();
    given.forEach(
        (name, value) ->
            map.put(
                member(type.getKeyType(), choices, name),
                member(type.getValueType(), choices, value)));
    if (map.size() != given.size()) {
      throw new Unfit("a map with two keys that are one as its key type");
    }
    return map;
  }

  private static List<Object> tuple(TupleType type, Set<Choice> choices, List<?> given) {
    List<DataType> types = type.getComponentTypes();
    sized(given, types.size());
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      values.add(convert(types.get(i), choices, given.get(i)).orElse(null));
    }
    return values;
  }

  private static List<Object> fields(UserDefinedType type, Set<Choice> choices, Map<?, ?> given) {
    Map<Object, Object> left = new LinkedHashMap<>(given);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < type.getFieldNames().size(); i++) {
      Object value = left.remove(type.getFieldNames().get(i).asInternal());
      values.add(convert(type.getFieldTypes().get(i), choices, value).orElse(null));
    }
    left.values().removeIf(Objects::isNull);
    if (!left.isEmpty()) {
      throw new Unfit("a map with a name that is no field of the type");
    }
    return values;
  }

  private static <L extends List<?>> L sized(L list, int size) {
    if (list.size() != size) {
      throw new Unfit("an array of another length than the type's");
    }
    return list;
  }

  private static List<?> elements(Object given) {
    Object container = given instanceof String text ? parsed(text) : given;
    if (container instanceof List<?> list) {
      return list;
    }
    throw new Unfit("no array");
  }

  private static Map<?, ?> entries(Object given) {
    Object container = given instanceof String text ? parsed(text) : given;
    if (container instanceof Map<?, ?> map) {
      return map;
    }
    throw new Unfit("no map");
  }

  private static Object parsed(String text) {
    return JsonText.parse(text).orElseThrow(() -> new Unfit("no JSON array or object"));
  }
}
