package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each CQL type takes, through its codec and back, and what it refuses and why. */
class ValueConversionTest {

  private static final DataType SET_OF_DECIMAL = DataTypes.setOf(DataTypes.DECIMAL, true);
  private static final DataType LIST_OF_TEXT = DataTypes.listOf(DataTypes.TEXT, true);
  private static final DataType MAP_OF_INT = DataTypes.mapOf(DataTypes.TEXT, DataTypes.INT, true);
  private static final String DIGITS = "12345678901234567890123456789012345678";
  private static final String UUID_V1 = "5a4bb1c0-5bff-11ee-8c99-0242ac120002";
  private static final String UUID_V4 = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @ParameterizedTest(name = "{0} takes {1}")
  @MethodSource("taken")
  void takesWhatItCanHoldExactly(DataType type, Object value, Object expected) {
    Column column = Column.of("c", 0, type, Set.of());
    assertThat(DriverCodec.decode(column, column.encode(value))).isEqualTo(expected);
  }

  static Stream<Arguments> taken() throws UnknownHostException {
    return Stream.of(
            texts(),
            integers(),
            fractions(),
            words(InetAddress.getByName("::1")),
            times(),
            collections())
        .flatMap(arguments -> arguments);
  }

  private static Stream<Arguments> texts() {
    Schema schema = SchemaBuilder.struct().field("n", Schema.INT32_SCHEMA).build();
    return Stream.of(
        Arguments.of(DataTypes.TEXT, "", ""),
        Arguments.of(DataTypes.TEXT, "☃ 🙂", "☃ 🙂"),
        Arguments.of(DataTypes.TEXT, 5L, "5"),
        Arguments.of(DataTypes.TEXT, 1e21, "1000000000000000000000"),
        Arguments.of(DataTypes.TEXT, new BigDecimal("1E+3"), "1000"),
        Arguments.of(DataTypes.TEXT, true, "true"),
        Arguments.of(DataTypes.TEXT, List.of("a", 1, List.of()), "[\"a\",1,[]]"),
        Arguments.of(DataTypes.TEXT, Map.of("k", new byte[] {0, 1}), "{\"k\":\"AAE=\"}"),
        Arguments.of(DataTypes.TEXT, Arrays.asList(null, 0.5), "[null,0.5]"),
        Arguments.of(DataTypes.TEXT, new Struct(schema).put("n", 1), "{\"n\":1}"),
        Arguments.of(DataTypes.ASCII, "plain", "plain"));
  }

  private static Stream<Arguments> integers() {
    return Stream.of(
        Arguments.of(DataTypes.BIGINT, "9223372036854775807", Long.MAX_VALUE),
        Arguments.of(DataTypes.BIGINT, "-9223372036854775808", Long.MIN_VALUE),
        Arguments.of(DataTypes.BIGINT, (byte) 3, 3L),
        Arguments.of(DataTypes.INT, "1.0", 1),
        Arguments.of(DataTypes.INT, 7L, 7),
        Arguments.of(DataTypes.INT, new BigDecimal("2E+2"), 200),
        Arguments.of(DataTypes.SMALLINT, -32768, (short) -32768),
        Arguments.of(DataTypes.TINYINT, "127", (byte) 127),
        Arguments.of(DataTypes.VARINT, DIGITS, new BigInteger(DIGITS)));
  }

  private static Stream<Arguments> fractions() {
    return Stream.of(
        Arguments.of(DataTypes.DECIMAL, DIGITS, new BigDecimal(DIGITS)),
        Arguments.of(DataTypes.DECIMAL, "1.50", new BigDecimal("1.5")),
        Arguments.of(DataTypes.DECIMAL, "1E+3", new BigDecimal("1000")),
        Arguments.of(DataTypes.DECIMAL, "-0.00", new BigDecimal("0")),
        Arguments.of(DataTypes.DECIMAL, "127e00000000000000", new BigDecimal("127")),
        Arguments.of(DataTypes.DECIMAL, 12, new BigDecimal("12")),
        Arguments.of(DataTypes.DECIMAL, 2.5, new BigDecimal("2.5")),
        Arguments.of(DataTypes.BIGINT, 5e3, 5000L),
        Arguments.of(DataTypes.DOUBLE, "0.1", 0.1),
        Arguments.of(DataTypes.DOUBLE, 0.1f, (double) 0.1f),
        Arguments.of(DataTypes.DOUBLE, Double.NaN, Double.NaN),
        Arguments.of(DataTypes.DOUBLE, 1L << 53, 9007199254740992.0),
        Arguments.of(DataTypes.FLOAT, "0.1", 0.1f),
        Arguments.of(DataTypes.FLOAT, 0.1, 0.1f),
        Arguments.of(DataTypes.FLOAT, 2.5f, 2.5f));
  }

  private static Stream<Arguments> words(InetAddress loopback) throws UnknownHostException {
    return Stream.of(
        Arguments.of(DataTypes.BOOLEAN, false, false),
        Arguments.of(DataTypes.BOOLEAN, "true", true),
        Arguments.of(DataTypes.BLOB, new byte[] {0, -1}, ByteBuffer.wrap(new byte[] {0, -1})),
        Arguments.of(
            DataTypes.BLOB, ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {1})),
        Arguments.of(DataTypes.BLOB, new byte[0], ByteBuffer.allocate(0)),
        Arguments.of(
            DataTypes.UUID,
            new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2},
            new UUID(1, 2)),
        Arguments.of(DataTypes.UUID, UUID_V4, UUID.fromString(UUID_V4)),
        Arguments.of(DataTypes.TIMEUUID, UUID_V1, UUID.fromString(UUID_V1)),
        Arguments.of(DataTypes.INET, "::1", loopback),
        Arguments.of(DataTypes.INET, "10.0.0.1", InetAddress.getByName("10.0.0.1")));
  }

  private static Stream<Arguments> times() {
    Instant noon = Instant.parse("2026-01-01T12:00:00.250Z");
    return Stream.of(
        Arguments.of(DataTypes.TIMESTAMP, "2026-01-01T12:00:00.250Z", noon),
        Arguments.of(DataTypes.TIMESTAMP, "2026-01-01T13:00:00.25+01:00", noon),
        Arguments.of(
            DataTypes.TIMESTAMP,
            "+292278994-08-17T07:12:55.807Z",
            Instant.ofEpochMilli(Long.MAX_VALUE)),
        Arguments.of(DataTypes.DATE, "-5877641-06-23", LocalDate.ofEpochDay(Integer.MIN_VALUE)),
        Arguments.of(DataTypes.TIMESTAMP, Date.from(noon), noon),
        Arguments.of(DataTypes.DATE, "2026-01-01", LocalDate.of(2026, 1, 1)),
        Arguments.of(DataTypes.DATE, new Date(-86_400_000L), LocalDate.of(1969, 12, 31)),
        Arguments.of(DataTypes.TIME, "12:00:00.000000001", LocalTime.of(12, 0, 0, 1)),
        Arguments.of(DataTypes.TIME, new Date(1), LocalTime.of(0, 0, 0, 1_000_000)),
        Arguments.of(DataTypes.DURATION, "1h30m", CqlDuration.from("1h30m")));
  }

  private static Stream<Arguments> collections() {
    return Stream.of(
        Arguments.of(LIST_OF_TEXT, List.of("b", "a", "b"), List.of("b", "a", "b")),
        Arguments.of(LIST_OF_TEXT, List.of(), List.of()),
        Arguments.of(
            LIST_OF_TEXT, "[\"a\",1.50,true,[1e2]]", List.of("a", "1.50", "true", "[100]")),
        Arguments.of(
            SET_OF_DECIMAL,
            List.of("1", "2.5"),
            Set.of(new BigDecimal("1"), new BigDecimal("2.5"))),
        Arguments.of(
            DataTypes.setOf(DataTypes.BLOB),
            List.of(new byte[1]),
            Set.of(ByteBuffer.wrap(new byte[1]))),
        Arguments.of(MAP_OF_INT, Map.of("k", 1), Map.of("k", 1)),
        Arguments.of(MAP_OF_INT, "{\"k\":1.0}", Map.of("k", 1)),
        Arguments.of(
            DataTypes.mapOf(DataTypes.INT, LIST_OF_TEXT, true),
            Map.of("7", List.of("x")),
            Map.of(7, List.of("x"))),
        Arguments.of(
            DataTypes.listOf(SET_OF_DECIMAL, true),
            "[[" + DIGITS + "]]",
            List.of(Set.of(new BigDecimal(DIGITS)))));
  }

  @ParameterizedTest(name = "{0} refuses {1}")
  @MethodSource("refused")
  void refusesWhatItWouldChange(DataType type, Object value, String found, String remedy) {
    assertThatThrownBy(() -> Column.of("c", 0, type, Set.of()).encode(value))
        .isInstanceOfSatisfying(
            Unconvertible.class,
            reason -> {
              assertThat(reason.found()).isEqualTo(found);
              assertThat(reason.remedy()).contains(remedy);
              assertThat(reason.getCause()).isNull();
            });
    assertThat(TypesPage.errors()).contains(found);
  }

  static Stream<Arguments> refused() {
    return Stream.of(refusedNumbers(), refusedWords(), refusedTimes(), refusedCollections())
        .flatMap(arguments -> arguments);
  }

  private static Stream<Arguments> refusedNumbers() {
    return Stream.of(
        Arguments.of(DataTypes.INT, "1.5", "a number with a fraction", "decimal"),
        Arguments.of(DataTypes.INT, 1L << 31, "a number outside its range", "bigint"),
        Arguments.of(DataTypes.TINYINT, "128", "a number outside its range", "bigint"),
        Arguments.of(
            DataTypes.BIGINT, "9223372036854775808", "a number outside its range", "varint"),
        Arguments.of(DataTypes.INT, "seven", "a string that is no number", "text"),
        Arguments.of(DataTypes.INT, "", "an empty string", "empty_as_null"),
        Arguments.of(DataTypes.INT, true, "a boolean", "transform"),
        Arguments.of(DataTypes.VARINT, "1e999999999", "a number of more than 10000 digits", "text"),
        Arguments.of(
            DataTypes.DOUBLE, "1e99999999999", "a number of more than 10000 digits", "text"),
        Arguments.of(DataTypes.INT, "\u0661", "a string that is no number", "text"),
        Arguments.of(DataTypes.DECIMAL, 0.1, "a floating-point number, which is not exact", "text"),
        Arguments.of(
            DataTypes.DECIMAL, Double.NaN, "a floating-point number, which is not exact", "text"),
        Arguments.of(
            DataTypes.VARINT, 1e15 + 1, "a floating-point number, which is not exact", "text"),
        Arguments.of(
            DataTypes.BIGINT, 0x1p60, "a floating-point number, which is not exact", "text"),
        Arguments.of(
            DataTypes.BIGINT, 16777216f, "a floating-point number, which is not exact", "text"),
        Arguments.of(DataTypes.DOUBLE, DIGITS, "a number that the type would round", "decimal"),
        Arguments.of(DataTypes.DOUBLE, "1e400", "a number that the type would round", "decimal"),
        Arguments.of(
            DataTypes.DOUBLE, (1L << 53) + 1, "a number that the type would round", "decimal"),
        Arguments.of(
            DataTypes.FLOAT, 0.123456789, "a number that the type would round", "decimal"));
  }

  private static Stream<Arguments> refusedWords() {
    return Stream.of(
        Arguments.of(DataTypes.TEXT, new byte[1], "bytes", "utf8, base64 or hex"),
        Arguments.of(
            DataTypes.TEXT, List.of("\udc00"), "a string that is not well-formed Unicode", ""),
        Arguments.of(
            DataTypes.TEXT, "\ud83d", "a string that is not well-formed Unicode", "correct"),
        Arguments.of(DataTypes.ASCII, "☃", "a string with characters outside ASCII", "text"),
        Arguments.of(DataTypes.BOOLEAN, "yes", "a string that is neither true nor false", "text"),
        Arguments.of(DataTypes.BOOLEAN, 1, "an integer", "choose number"),
        Arguments.of(DataTypes.BLOB, "AAAA", "a string, whose encoding is not named", "base64"),
        Arguments.of(DataTypes.UUID, new byte[15], "bytes that are not the 16 of a UUID", "blob"),
        Arguments.of(DataTypes.UUID, "1-1-1-1-1", "a string that is no UUID", "text"),
        Arguments.of(
            DataTypes.TIMEUUID, UUID_V4, "a UUID that is not time-based (version 1)", "uuid"),
        Arguments.of(DataTypes.INET, "localhost", "a string that is no IP address literal", "text"),
        Arguments.of(DataTypes.INET, "256.1.1.1", "a string that is no IP address literal", "text"),
        Arguments.of(
            DataTypes.INET,
            "::ffff:1.2.3.4",
            "an IPv4 address written as IPv6, which would become plain IPv4",
            "text"),
        Arguments.of(DataTypes.INET, "010.1.1.1", "a string that is no IP address literal", "text"),
        Arguments.of(DataTypes.INET, "1:2", "a string that is no IP address literal", "text"));
  }

  private static Stream<Arguments> refusedTimes() {
    return Stream.of(
        Arguments.of(
            DataTypes.TIMESTAMP,
            "2026-01-01T12:00:00",
            "a string that is no ISO-8601 time with a zone",
            "name the unit"),
        Arguments.of(
            DataTypes.TIMESTAMP,
            "1767225600000",
            "a string that is no ISO-8601 time with a zone",
            "name the unit"),
        Arguments.of(
            DataTypes.TIMESTAMP,
            "2026-01-01T12:00:00.000001Z",
            "a time finer than a millisecond",
            "text"),
        Arguments.of(DataTypes.DATE, new Date(1), "a time within a day", "timestamp"),
        Arguments.of(DataTypes.DATE, "1 May", "a string that is no ISO-8601 date", "text"),
        Arguments.of(
            DataTypes.TIME, new Date(86_400_000L), "a time that is not within one day", "duration"),
        Arguments.of(
            DataTypes.TIMESTAMP,
            1767225600L,
            "an integer, whose unit is not named",
            "s, ms, us or"),
        Arguments.of(DataTypes.DATE, 5, "an integer, whose unit is not named", "days"),
        Arguments.of(
            DataTypes.TIMESTAMP, "+999999999-01-01T00:00:00Z", "a time outside its range", "text"),
        Arguments.of(DataTypes.DATE, "+999999999-01-01", "a date outside its range", "text"),
        Arguments.of(DataTypes.TIME, "noon", "a string that is no ISO-8601 time of day", "text"),
        Arguments.of(DataTypes.DURATION, "soon", "a string that is no duration", "text"));
  }

  private static Stream<Arguments> refusedCollections() {
    return Stream.of(
        Arguments.of(
            LIST_OF_TEXT,
            Arrays.asList("a", null),
            "a collection with a null in it, which CQL's collections cannot hold",
            "JSON"),
        Arguments.of(
            SET_OF_DECIMAL,
            List.of("1", "1.0"),
            "an array with two members that are one as its element type",
            "frozen list"),
        Arguments.of(
            DataTypes.mapOf(DataTypes.INT, DataTypes.INT),
            "{\"1\":1,\"1.0\":2}",
            "a map with two keys that are one as its key type",
            "text"),
        Arguments.of(MAP_OF_INT, "{\"k\":1,\"k\":2}", "JSON text with a name that comes twice", ""),
        Arguments.of(LIST_OF_TEXT, "[1,", "a string that is no JSON array or object", "text"),
        Arguments.of(LIST_OF_TEXT, "[] []", "a string that is no JSON array or object", "text"),
        Arguments.of(LIST_OF_TEXT, "{}", "a JSON object", "map"),
        Arguments.of(MAP_OF_INT, "[]", "a JSON array", "list"),
        Arguments.of(LIST_OF_TEXT, 5, "an integer", "transform"),
        Arguments.of(MAP_OF_INT, "{\"k\":1.5}", "a number with a fraction", "decimal"),
        Arguments.of(
            DataTypes.TEXT,
            List.of(Double.NaN),
            "a value with a NaN or an infinity, which JSON lacks",
            "strings"));
  }
}
