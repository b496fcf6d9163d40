package dev.messina.cli.demo.workload;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Invents a value that a column can hold. A text column is given every type that text can show. */
final class ValueGenerator {

  private static final int DEPTH_MAX = 3;
  private static final int BYTES_MAX = 64;

  /** Of a hundred attributes this many are NULL. */
  private static final int NULL_PERCENT = 3;

  private final RandomGenerator random;

  ValueGenerator(RandomGenerator random) {
    this.random = random;
  }

  AttributeValue value(ColumnKind kind) {
    if (random.nextInt(100) < NULL_PERCENT) {
      return AttributeValue.fromNul(true);
    }
    return switch (kind) {
      case TEXT -> anything();
      case DECIMAL -> number(RandomNumbers.decimal(random));
      case VARINT -> number(RandomNumbers.integer(random));
      case BIGINT -> number(RandomNumbers.bigint(random));
      case INT -> number(RandomNumbers.int32(random));
      case DOUBLE -> number(RandomNumbers.binaryFraction(random));
      case BOOLEAN -> AttributeValue.fromBool(random.nextBoolean());
      case BLOB -> AttributeValue.fromB(bytes());
      case TIMESTAMP -> AttributeValue.fromS(timestamp());
      case DATE -> AttributeValue.fromS(LocalDate.ofEpochDay(random.nextInt(40_000)).toString());
      case UUID -> AttributeValue.fromS(new UUID(random.nextLong(), random.nextLong()).toString());
      case SET_OF_TEXT -> setOfTexts();
      case SET_OF_DECIMAL -> setOfNumbers();
      case SET_OF_BLOB -> AttributeValue.fromBs(List.copyOf(distinct(this::bytes, bytes -> bytes)));
      case LIST_OF_TEXT -> AttributeValue.fromL(several(this::element));
      case MAP_OF_TEXT -> mapOf(this::element);
      case MAP_OF_DECIMAL -> mapOf(() -> number(RandomNumbers.decimal(random)));
    };
  }

  private AttributeValue anything() {
    int dice = random.nextInt(100);
    if (dice < 65) {
      return text();
    }
    if (dice < 75) {
      return number(RandomNumbers.decimal(random));
    }
    if (dice < 79) {
      return AttributeValue.fromBool(random.nextBoolean());
    }
    if (dice < 83) {
      return random.nextBoolean() ? setOfTexts() : setOfNumbers();
    }
    return nested(0);
  }

  /** What an element of a collection of texts may be. */
  private AttributeValue element() {
    return switch (random.nextInt(8)) {
      case 0 -> number(RandomNumbers.decimal(random));
      case 1 -> AttributeValue.fromBool(random.nextBoolean());
      case 2 -> nested(DEPTH_MAX - 1);
      default -> text();
    };
  }

  private AttributeValue nested(int depth) {
    return random.nextBoolean()
        ? mapOf(() -> member(depth + 1))
        : AttributeValue.fromL(several(() -> member(depth + 1)));
  }

  /** What a map or a mixed list may hold: all ten types. */
  private AttributeValue member(int depth) {
    return switch (random.nextInt(depth < DEPTH_MAX ? 12 : 8)) {
      case 0 -> number(RandomNumbers.decimal(random));
      case 1 -> AttributeValue.fromBool(random.nextBoolean());
      case 2 -> AttributeValue.fromNul(true);
      case 3 -> AttributeValue.fromB(bytes());
      case 4 -> setOfTexts();
      case 5 -> setOfNumbers();
      case 6 -> AttributeValue.fromBs(List.copyOf(distinct(this::bytes, bytes -> bytes)));
      case 7 -> text();
      default -> nested(depth);
    };
  }

  private AttributeValue text() {
    return AttributeValue.fromS(RandomTexts.any(random));
  }

  private static AttributeValue number(String digits) {
    return AttributeValue.fromN(digits);
  }

  private AttributeValue setOfTexts() {
    return AttributeValue.fromSs(
        List.copyOf(distinct(() -> RandomTexts.any(random), text -> text)));
  }

  private AttributeValue setOfNumbers() {
    return AttributeValue.fromNs(
        List.copyOf(
            distinct(
                () -> RandomNumbers.decimal(random),
                digits -> new BigDecimal(digits).stripTrailingZeros())));
  }

  private SdkBytes bytes() {
    byte[] bytes = new byte[random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(BYTES_MAX)];
    random.nextBytes(bytes);
    return SdkBytes.fromByteArray(bytes);
  }

  private String timestamp() {
    Instant instant = Instant.ofEpochMilli(random.nextLong(-1L << 41, 1L << 42));
    return instant.atOffset(ZoneOffset.ofHours(random.nextInt(-11, 14))).toString();
  }

  private <T> Collection<T> distinct(Supplier<T> next, Function<T, Object> identity) {
    Map<Object, T> members = new LinkedHashMap<>();
    Stream.generate(next)
        .limit(1L + random.nextInt(5))
        .forEach(member -> members.putIfAbsent(identity.apply(member), member));
    return members.values();
  }

  private <T> List<T> several(Supplier<T> next) {
    int count = random.nextInt(5);
    List<T> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(next.get());
    }
    return elements;
  }

  private AttributeValue mapOf(Supplier<AttributeValue> next) {
    Map<String, AttributeValue> entries = new LinkedHashMap<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      entries.put(
          RandomTexts.word(random) + (random.nextInt(4) == 0 ? ".🔑 \"" + i : ""), next.get());
    }
    return AttributeValue.fromM(entries);
  }
}
