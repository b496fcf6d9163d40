package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.util.NetUtil;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What docs/types.md means, written a second time and without regard to speed or messages: what a
 * row's value is as a CQL type, if it is anything. Tuples are lists here and user-defined types
 * maps.
 */
final class SecondOpinion {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();
  private static final long DAY_NANOS = 86_400_000_000_000L;

  /** Fractions of a second stand in no other of the forms that are drawn. */
  private static final Pattern INTERVAL =
      Pattern.compile("P(?:(-?\\d+)D)?T(?:(-?\\d+)H)?(?:(-?\\d+)M)?(?:(-?\\d+(?:\\.\\d{0,9})?)S)?");

  private final String choice;

  /**
   * @param choice the word of the choice that is made, or an empty one
   */
  SecondOpinion(String choice) {
    this.choice = choice;
  }

  Optional<Object> of(Object value, DataType type) {
    try {
      return Optional.of(read(value, type));
    } catch (Exception none) {
      return Optional.empty();
    }
  }

  private Object read(Object value, DataType type) throws Exception {
    if (type instanceof ListType list) {
      return all(elements(value), list.getElementType());
    }
    if (type instanceof SetType set) {
      List<Object> all = all(elements(value), set.getElementType());
      Set<Object> members = new LinkedHashSet<>(all);
      check(members.size() == all.size());
      return members;
    }
    if (type instanceof VectorType vector) {
      check(elements(value).size() == vector.getDimensions());
      return all(elements(value), vector.getElementType());
    }
    if (type instanceof MapType map) {
      Map<Object, Object> read = new HashMap<>();
      for (Map.Entry<?, ?> entry : entries(value).entrySet()) {
        Object key = read(entry.getKey(), map.getKeyType());
        check(read.put(key, read(entry.getValue(), map.getValueType())) == null);
      }
      return read;
    }
    return type instanceof TupleType || type instanceof UserDefinedType
        ? parts(value, type)
        : scalar(value, type);
  }

  private Object parts(Object value, DataType type) throws Exception {
    if (type instanceof TupleType tuple) {
      List<?> elements = elements(value);
      check(elements.size() == tuple.getComponentTypes().size());
      List<Object> read = new ArrayList<>();
      for (int i = 0; i < elements.size(); i++) {
        read.add(nullable(elements.get(i), tuple.getComponentTypes().get(i)));
      }
      return read;
    }
    UserDefinedType fields = (UserDefinedType) type;
    Map<String, Object> left = new HashMap<>();
    entries(value).forEach((name, found) -> left.put((String) name, found));
    Map<String, Object> read = new LinkedHashMap<>();
    for (int i = 0; i < fields.getFieldNames().size(); i++) {
      String name = fields.getFieldNames().get(i).asInternal();
      read.put(name, nullable(left.remove(name), fields.getFieldTypes().get(i)));
    }
    check(left.values().stream().allMatch(Objects::isNull));
    return read;
  }

  private Object nullable(Object value, DataType type) throws Exception {
    return value == null ? null : read(value, type);
  }

  private List<Object> all(List<?> elements, DataType type) throws Exception {
    List<Object> read = new ArrayList<>();
    for (Object element : elements) {
      read.add(read(element, type));
    }
    return read;
  }

  private static List<?> elements(Object value) throws JsonProcessingException {
    return (List<?>) (value instanceof String text ? JSON.readValue(text, Object.class) : value);
  }

  private static Map<?, ?> entries(Object value) throws JsonProcessingException {
    return (Map<?, ?>) (value instanceof String text ? JSON.readValue(text, Object.class) : value);
  }

  private Object scalar(Object value, DataType type) throws Exception {
    check(value != null);
    return switch (type.asCql(false, false)) {
      case "text" -> text(value);
      case "ascii" -> {
        check(StandardCharsets.US_ASCII.newEncoder().canEncode(text(value)));
        yield text(value);
      }
      case "decimal" -> {
        BigDecimal number = number(value);
        yield number.signum() == 0
            ? BigDecimal.ZERO
            : number.setScale(Math.max(0, number.stripTrailingZeros().scale()));
      }
      case "varint" -> number(value).toBigIntegerExact();
      case "bigint" -> number(value).longValueExact();
      case "int" -> number(value).intValueExact();
      case "smallint" -> number(value).shortValueExact();
      case "tinyint" -> number(value).byteValueExact();
      case "double" -> floating(value, number(value).doubleValue());
      case "float" -> floating(value, number(value).floatValue());
      case "boolean" -> flag(value);
      case "blob" -> blob(value);
      case "uuid" -> uuid(value);
      case "timeuuid" -> {
        check(uuid(value).version() == 1);
        yield uuid(value);
      }
      case "inet" -> address((String) value);
      default -> time(value, type);
    };
  }

  private String text(Object value) throws JsonProcessingException, UnknownHostException {
    if (value instanceof byte[] bytes) {
      return switch (choice) {
        case "hex" -> HexFormat.of().formatHex(bytes);
        case "base64" -> Base64.getEncoder().encodeToString(bytes);
        case "utf8" -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          check(
              ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))
                  .equals(ByteBuffer.wrap(bytes)));
          yield text;
        }
        default -> throw new IllegalArgumentException();
      };
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof List || value instanceof Map) {
      return JSON.writeValueAsString(value);
    }
    check(value instanceof String || value instanceof Boolean || value instanceof Number);
    return value.toString();
  }

  private static BigDecimal number(Object value) {
    check(value instanceof String || value instanceof Number);
    check(value.toString().chars().allMatch(c -> c < 128));
    BigDecimal number = new BigDecimal(value.toString());
    check(number.precision() + Math.abs((long) number.scale()) <= 10_000);
    return number;
  }

  private Number floating(Object value, Number nearest) {
    check(Double.isFinite(nearest.doubleValue()));
    check(choice.equals("rounded") || new BigDecimal(nearest + "").compareTo(number(value)) == 0);
    return nearest;
  }

  private Boolean flag(Object value) {
    String word = value.toString();
    if (choice.equals("number") && !word.equals("true") && !word.equals("false")) {
      int number = number(value).intValueExact();
      check(number == 0 || number == 1);
      return number == 1;
    }
    check(word.equals("true") || word.equals("false"));
    return word.equals("true");
  }

  private ByteBuffer blob(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    String text = (String) value;
    return ByteBuffer.wrap(
        switch (choice) {
          case "hex" -> HexFormat.of().parseHex(text);
          case "base64" -> {
            byte[] bytes = Base64.getDecoder().decode(text);
            check(Base64.getEncoder().encodeToString(bytes).equals(text));
            yield bytes;
          }
          case "utf8" -> text.getBytes(StandardCharsets.UTF_8);
          default -> throw new IllegalArgumentException();
        });
  }

  private static UUID uuid(Object value) {
    if (value instanceof byte[] bytes) {
      check(bytes.length == 16);
      return new UUID(
          new BigInteger(1, bytes).shiftRight(64).longValue(), new BigInteger(bytes).longValue());
    }
    String text = (String) value;
    check(text.length() == 36);
    return UUID.fromString(text);
  }

  private static InetAddress address(String text) throws UnknownHostException {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    check(text.matches("[0-9a-fA-F.:]+") && !text.matches("0\\d.*|.*\\.0\\d.*"));
    InetAddress address = InetAddress.getByAddress(bytes);
    check(address.getAddress().length == bytes.length);
    return address;
  }

  private Object time(Object value, DataType type) throws Exception {
    String text = (String) value;
    boolean counted = !choice.isEmpty() && text.matches("[-+]?[0-9]*\\.?[0-9]*([eE][-+]?\\d+)?");
    if (type.equals(DataTypes.TIMESTAMP)) {
      Instant instant = counted ? instant(nanos(text)) : ZonedDateTime.parse(text).toInstant();
      check(counted || text.matches(".*(Z|[+-]\\d\\d(:\\d\\d){0,2})"));
      check(Instant.ofEpochMilli(instant.toEpochMilli()).equals(instant));
      return instant;
    }
    if (type.equals(DataTypes.DATE)) {
      LocalDate date =
          counted ? LocalDate.ofEpochDay(number(text).intValueExact()) : LocalDate.parse(text);
      check(date.toEpochDay() == (int) date.toEpochDay());
      return date;
    }
    if (type.equals(DataTypes.TIME)) {
      return counted ? LocalTime.ofNanoOfDay(nanos(text).longValueExact()) : LocalTime.parse(text);
    }
    return counted ? CqlDuration.newInstance(0, 0, nanos(text).longValueExact()) : duration(text);
  }

  private static CqlDuration duration(String text) {
    Matcher iso = INTERVAL.matcher(text);
    if (!iso.matches() || iso.group(4) == null || !iso.group(4).contains(".")) {
      return CqlDuration.from(text);
    }
    List<BigDecimal> parts = new ArrayList<>();
    for (int i = 1; i <= iso.groupCount(); i++) {
      parts.add(iso.group(i) == null ? BigDecimal.ZERO : new BigDecimal(iso.group(i)));
    }
    BigDecimal minutes = parts.get(1).multiply(new BigDecimal(60)).add(parts.get(2));
    BigDecimal seconds = minutes.multiply(new BigDecimal(60)).add(parts.get(3));
    return CqlDuration.newInstance(
        0, parts.get(0).intValueExact(), seconds.movePointRight(9).longValueExact());
  }

  private BigInteger nanos(String text) {
    BigDecimal unit =
        switch (choice) {
          case "s" -> new BigDecimal("1e9");
          case "ms" -> new BigDecimal("1e6");
          case "us" -> new BigDecimal("1e3");
          default -> BigDecimal.ONE;
        };
    return number(text).multiply(unit).toBigIntegerExact();
  }

  private static Instant instant(BigInteger nanos) {
    BigInteger[] days = nanos.divideAndRemainder(BigInteger.valueOf(DAY_NANOS));
    return Instant.EPOCH
        .plus(Duration.ofDays(days[0].longValueExact()))
        .plusNanos(days[1].longValueExact());
  }

  private static void check(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException();
    }
  }
}
