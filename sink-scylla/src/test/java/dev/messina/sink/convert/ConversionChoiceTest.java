package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each choice changes, and that what it is not about stays as it is without it. */
class ConversionChoiceTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest(name = "{0} with {1} takes {2}")
  @MethodSource("taken")
  void takes(DataType type, String choice, Object value, Object expected) {
    Column column = Column.of("c", 0, type, Set.of(choice(choice)));
    assertThat(DriverCodec.decode(column, column.encode(value))).isEqualTo(expected);
  }

  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of(DataTypes.DOUBLE, "rounded", "0.12345678901234567890", 0.12345678901234568),
        Arguments.of(DataTypes.DOUBLE, "rounded", (1L << 53) + 1, 0x1p53),
        Arguments.of(DataTypes.FLOAT, "rounded", 0.123456789, 0.12345679f),
        Arguments.of(DataTypes.FLOAT, "rounded", Double.NaN, Float.NaN),
        Arguments.of(
            DataTypes.setOf(DataTypes.DOUBLE), "rounded", List.of("1", "2.5"), Set.of(1.0, 2.5)),
        Arguments.of(DataTypes.TIMESTAMP, "s", "1767268800", NOON),
        Arguments.of(DataTypes.TIMESTAMP, "s", "1767268800.250", NOON.plusMillis(250)),
        Arguments.of(DataTypes.TIMESTAMP, "ms", 1767268800000L, NOON),
        Arguments.of(DataTypes.TIMESTAMP, "us", 1767268800000000L, NOON),
        Arguments.of(DataTypes.TIMESTAMP, "ns", "1767268800000000000", NOON),
        Arguments.of(DataTypes.TIMESTAMP, "ms", -1, Instant.ofEpochMilli(-1)),
        Arguments.of(DataTypes.TIMESTAMP, "ms", "2026-01-01T12:00:00Z", NOON),
        Arguments.of(DataTypes.TIMESTAMP, "s", NOON, NOON),
        Arguments.of(DataTypes.TIMESTAMP, "truncated", NOON.plusNanos(999_999), NOON),
        Arguments.of(
            DataTypes.TIMESTAMP,
            "truncated",
            Instant.EPOCH.minusNanos(1),
            Instant.ofEpochMilli(-1)),
        Arguments.of(DataTypes.DATE, "truncated", NOON, LocalDate.of(2026, 1, 1)),
        Arguments.of(DataTypes.BIGINT, "us", NOON.plusNanos(1_000), 1767268800000001L),
        Arguments.of(DataTypes.BIGINT, "ms", "2026-01-01T13:00:00+01:00", 1767268800000L),
        Arguments.of(DataTypes.BIGINT, "s", Instant.ofEpochSecond(-5), -5L),
        Arguments.of(DataTypes.BIGINT, "ms", 7, 7L),
        Arguments.of(DataTypes.BIGINT, "ms", "7", 7L),
        Arguments.of(DataTypes.BIGINT, "s", LocalTime.of(0, 1), 60L),
        Arguments.of(DataTypes.BIGINT, "s", LocalDate.of(1970, 1, 2), 86_400L),
        Arguments.of(DataTypes.BIGINT, "ns", CqlDuration.newInstance(0, 0, 5), 5L),
        Arguments.of(DataTypes.TIMESTAMP, "iso_ms", "2026-01-01T12:00:00.000Z", NOON),
        Arguments.of(DataTypes.DATE, "days", -1, LocalDate.of(1969, 12, 31)),
        Arguments.of(DataTypes.DATE, "days", "1969-12-31", LocalDate.of(1969, 12, 31)),
        Arguments.of(DataTypes.TIME, "us", 1, LocalTime.of(0, 0, 0, 1_000)),
        Arguments.of(DataTypes.DURATION, "ms", 90, CqlDuration.newInstance(0, 0, 90_000_000)),
        Arguments.of(DataTypes.BOOLEAN, "number", "1.0", true),
        Arguments.of(DataTypes.BOOLEAN, "number", 0L, false),
        Arguments.of(DataTypes.BOOLEAN, "number", true, true),
        Arguments.of(DataTypes.BLOB, "base64", "AP8=", ByteBuffer.wrap(new byte[] {0, -1})),
        Arguments.of(DataTypes.BLOB, "hex", "00fF", ByteBuffer.wrap(new byte[] {0, -1})),
        Arguments.of(DataTypes.BLOB, "utf8", "é", ByteBuffer.wrap(new byte[] {(byte) 0xC3, -87})),
        Arguments.of(DataTypes.BLOB, "hex", new byte[] {1}, ByteBuffer.wrap(new byte[] {1})),
        Arguments.of(DataTypes.TEXT, "hex", ByteBuffer.wrap(new byte[] {0, -1}), "00ff"),
        Arguments.of(DataTypes.TEXT, "utf8", new byte[] {(byte) 0xC3, -87}, "é"),
        Arguments.of(DataTypes.TEXT, "base64", "as it is", "as it is"));
  }

  @ParameterizedTest(name = "{0} with {1} refuses {2}")
  @MethodSource("refused")
  void refuses(DataType type, String choice, Object value, String found) {
    Column column = Column.of("c", 0, type, Set.of(choice(choice)));
    assertThatThrownBy(() -> column.encode(value))
        .isInstanceOfSatisfying(
            Unconvertible.class, reason -> assertThat(reason.found()).isEqualTo(found));
    assertThat(TypesPage.errors()).contains(found);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(DataTypes.DOUBLE, "rounded", "1e400", "a number outside its range"),
        Arguments.of(DataTypes.FLOAT, "rounded", 1e39, "a number outside its range"),
        Arguments.of(DataTypes.FLOAT, "rounded", "ten", "a string that is no number"),
        Arguments.of(DataTypes.TIMESTAMP, "us", 1, "a time finer than a millisecond"),
        Arguments.of(DataTypes.TIMESTAMP, "ns", "0.5", "a time finer than a nanosecond"),
        Arguments.of(DataTypes.TIMESTAMP, "s", "1e30", "a time outside its range"),
        Arguments.of(
            DataTypes.TIMESTAMP, "s", "now", "a string that is no ISO-8601 time with a zone"),
        Arguments.of(DataTypes.DATE, "days", 1L << 31, "a date outside its range"),
        Arguments.of(DataTypes.DATE, "days", "0.5", "a number with a fraction"),
        Arguments.of(DataTypes.TIME, "s", 86_400, "a time that is not within one day"),
        Arguments.of(DataTypes.TIME, "s", -1, "a time that is not within one day"),
        Arguments.of(DataTypes.DURATION, "s", "1e12", "a duration outside its range"),
        Arguments.of(
            DataTypes.BIGINT, "ms", NOON.plusNanos(1), "a time finer than the column's unit"),
        Arguments.of(
            DataTypes.BIGINT,
            "ns",
            Instant.parse("+10000-01-01T00:00:00Z"),
            "a time outside its range"),
        Arguments.of(
            DataTypes.BIGINT,
            "s",
            CqlDuration.newInstance(1, 0, 0),
            "a duration with months or days, which have no fixed length"),
        Arguments.of(
            DataTypes.BIGINT, "s", "soon", "a string that is no ISO-8601 time with a zone"),
        Arguments.of(DataTypes.BIGINT, "ms", "7.5", "a number with a fraction"),
        Arguments.of(
            DataTypes.TIMESTAMP,
            "iso_ms",
            "2026-01-01T12:00:00Z",
            "a string that is not as 2026-01-01T12:00:00.000Z"),
        Arguments.of(DataTypes.BOOLEAN, "number", 2, "a number that is neither 0 nor 1"),
        Arguments.of(
            DataTypes.BLOB, "base64", "AB==", "a string that is not in the column's encoding"),
        Arguments.of(
            DataTypes.BLOB, "base64", "AA", "a string that is not in the column's encoding"),
        Arguments.of(DataTypes.BLOB, "hex", "0", "a string that is not in the column's encoding"),
        Arguments.of(DataTypes.BLOB, "utf8", "\ud83d", "a string that is not well-formed Unicode"),
        Arguments.of(DataTypes.TEXT, "utf8", new byte[] {-1}, "bytes that are not UTF-8"));
  }

  @Test
  void timesAreCutBesideAUnit() {
    Set<ConversionChoice> both = Set.of(ConversionChoice.MICROS, ConversionChoice.TRUNCATED);
    Column timestamp = Column.of("c", 0, DataTypes.TIMESTAMP, both);
    assertThat(DriverCodec.decode(timestamp, timestamp.encode(1_767_268_800_000_999L)))
        .isEqualTo(NOON);
    assertThat(DriverCodec.decode(timestamp, timestamp.encode(-1L)))
        .isEqualTo(Instant.ofEpochMilli(-1));
    Column count = Column.of("c", 0, DataTypes.BIGINT, both);
    assertThat(DriverCodec.decode(count, count.encode(NOON.plusNanos(1_999))))
        .isEqualTo(1_767_268_800_000_001L);
  }

  private static ConversionChoice choice(String word) {
    return Arrays.stream(ConversionChoice.values())
        .filter(choice -> choice.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
