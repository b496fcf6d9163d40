package dev.messina.sink.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values of DynamoDB's types as a row has them, of the kinds for which columns are made. */
final class RowValues {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final long V1_BITS = 0x1000L;
  private static final long VERSION_MASK = 0xF000L;

  private RowValues() {}

  static Arbitrary<?> of(String dynamoDbType) {
    return switch (dynamoDbType) {
      case "S" -> strings();
      case "N" -> numbers();
      case "B" -> binaries();
      case "BOOL" -> Arbitraries.of(true, false);
      case "SS" ->
          Arbitraries.oneOf(set(words()), set(ascii()), set(numbers()), set(smallNumbers()));
      case "NS" -> Arbitraries.oneOf(set(numbers()), set(smallNumbers()));
      case "BS" ->
          binaries()
              .map(ByteBuffer::wrap)
              .list()
              .uniqueElements()
              .ofMinSize(1)
              .ofMaxSize(4)
              .map(set -> set.stream().map(ByteBuffer::array).toList());
      case "L" -> lists().map(RowValues::json);
      case "M" -> maps().map(RowValues::json);
      default -> throw new IllegalArgumentException(dynamoDbType);
    };
  }

  static Arbitrary<String> strings() {
    return Arbitraries.oneOf(
        List.of(
            words(),
            ascii(),
            numbers(),
            Arbitraries.of("true", "false", "True", "1", "0", "", "1e3", "+1.50", ".5", "5.", "-0"),
            Arbitraries.of("NaN", "Infinity", "0x10", "1,000", "١", "1e999999999", "-", "."),
            uuids().map(UUID::toString),
            addresses(),
            times(),
            binaries().map(bytes -> Base64.getEncoder().encodeToString(bytes)),
            binaries().map(bytes -> new BigInteger(1, bytes).toString(16)),
            lists().map(RowValues::json),
            maps().map(RowValues::json)));
  }

  /** Well-formed text of any script, NUL and emoji included. */
  private static Arbitrary<String> words() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .all()
            .ofMaxLength(20)
            .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text)),
        Arbitraries.of("", "\0", "a\0b", "🙂", "שלום", "مرحبا", "☃", "'", "\"", "\\", "\n"));
  }

  private static Arbitrary<String> ascii() {
    return Arbitraries.strings().ascii().ofMaxLength(20);
  }

  /** In the canonical form, of up to 38 digits and of magnitudes from -130 to 125. */
  static Arbitrary<String> numbers() {
    Arbitrary<BigInteger> digits =
        Arbitraries.bigIntegers()
            .between(
                BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                BigInteger.TEN.pow(38).subtract(BigInteger.ONE));
    return Arbitraries.oneOf(
        smallNumbers(),
        Arbitraries.integers().map(String::valueOf),
        Arbitraries.longs().map(String::valueOf),
        digits.map(String::valueOf),
        Arbitraries.of(
            "0", "1", "1767225600", "1767225600123", "0.1", "16777217", "9007199254740993"),
        Combinators.combine(digits, Arbitraries.integers().between(-88, 130))
            .as((unscaled, scale) -> canonical(new BigDecimal(unscaled, scale))));
  }

  private static Arbitrary<String> smallNumbers() {
    return Combinators.combine(
            Arbitraries.integers().between(-300, 300), Arbitraries.integers().between(0, 2))
        .as((unscaled, scale) -> canonical(BigDecimal.valueOf(unscaled, scale)));
  }

  private static String canonical(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  static Arbitrary<byte[]> binaries() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
        words().map(text -> text.getBytes(StandardCharsets.UTF_8)),
        uuids()
            .map(
                uuid ->
                    ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array()));
  }

  private static Arbitrary<UUID> uuids() {
    return Combinators.combine(
            Arbitraries.longs(), Arbitraries.longs(), Arbitraries.of(true, false))
        .as(
            (most, least, timeBased) ->
                new UUID(timeBased ? (most & ~VERSION_MASK) | V1_BITS : most, least));
  }

  private static Arbitrary<String> addresses() {
    return Arbitraries.oneOf(
        Arbitraries.integers()
            .between(0, 300)
            .list()
            .ofSize(4)
            .map(parts -> parts.toString().replaceAll("[\\[\\] ]", "").replace(',', '.')),
        Arbitraries.integers()
            .between(0, 0xFFFF)
            .map(Integer::toHexString)
            .list()
            .ofMinSize(7)
            .ofMaxSize(8)
            .map(parts -> String.join(":", parts)),
        Arbitraries.of(
            "::1", "::", "2001:db8::1", "::ffff:10.0.0.1", "localhost", "1::2::3", "01.2.3.4"));
  }

  private static Arbitrary<String> times() {
    Arbitrary<Instant> instants =
        Combinators.combine(
                Arbitraries.longs().between(-100_000_000_000L, 100_000_000_000L),
                Arbitraries.of(0, 1_000_000, 1))
            .as(Instant::ofEpochSecond);
    return Arbitraries.oneOf(
        instants.map(Instant::toString),
        instants.map(instant -> instant.toString().replace("Z", "+05:30")),
        Arbitraries.longs().between(-1_000_000, 1_000_000).map(d -> LocalDate.ofEpochDay(d) + ""),
        Arbitraries.longs().between(0, 86_399_999_999_999L).map(n -> LocalTime.ofNanoOfDay(n) + ""),
        Arbitraries.of("2026-02-30", "24:00", "2026-01-01T00:00:00", "+999999999-12-31", "1h30m"),
        Arbitraries.of("P1Y2M3DT4H5M6S", "-2d", "PT1.5S", "1y", "P", "-", "9999999999999999999h"));
  }

  private static <T> Arbitrary<List<T>> set(Arbitrary<T> members) {
    return members.list().uniqueElements().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<List<?>> lists() {
    return Arbitraries.oneOf(
        words().list().ofMaxSize(4).map(RowValues::anyList),
        smallNumbers().map(BigDecimal::new).list().ofMaxSize(4).map(RowValues::anyList),
        smallNumbers().map(BigDecimal::new).list().ofSize(3).map(RowValues::anyList),
        nested().list().ofMaxSize(4).map(RowValues::anyList),
        Combinators.combine(words(), numbers().map(BigDecimal::new).injectNull(0.2))
            .as((text, number) -> anyList(Arrays.asList(text, number))));
  }

  private static Arbitrary<Map<?, ?>> maps() {
    return Arbitraries.oneOf(
        Arbitraries.maps(words(), words()).ofMaxSize(4).map(RowValues::anyMap),
        Arbitraries.maps(words(), smallNumbers().map(BigDecimal::new))
            .ofMaxSize(4)
            .map(RowValues::anyMap),
        Arbitraries.maps(words(), nested()).ofMaxSize(4).map(RowValues::anyMap),
        Combinators.combine(
                words(), Arbitraries.integers().injectNull(0.2), Arbitraries.of(3, 7, 0))
            .as(RowValues::address));
  }

  private static Map<?, ?> address(String street, Integer zip, int parts) {
    Map<String, Object> address = new HashMap<>();
    if ((parts & 1) != 0) {
      address.put("street", street);
    }
    if ((parts & 2) != 0) {
      address.put("zip", zip);
    }
    if ((parts & 4) != 0) {
      address.put("country", "IT");
    }
    return address;
  }

  private static Arbitrary<Object> nested() {
    return Arbitraries.lazyOf(
        () -> words().map(text -> (Object) text),
        () -> numbers().map(BigDecimal::new),
        () -> Arbitraries.of(true, false),
        () -> Arbitraries.just(0).map(zero -> (Object) null),
        () -> nested().list().ofMaxSize(2).map(ArrayList::new),
        () -> Arbitraries.maps(words(), nested()).ofMaxSize(2).map(HashMap::new));
  }

  private static List<?> anyList(List<?> list) {
    return list;
  }

  private static Map<?, ?> anyMap(Map<?, ?> map) {
    return map;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
