package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever follows what an error advises gets the value into a column. */
class RemediesTest {

  private static final Instant FINE = Instant.parse("2026-01-01T12:00:00.000001Z");
  private static final String FINE_TEXT = "2026-01-01T12:00:00.000001Z";

  @ParameterizedTest(name = "{0} {1} refuses {2}, {3} {4} takes it")
  @MethodSource("remedies")
  void followingTheRemedyWorks(
      DataType type, String choices, Object value, DataType other, String otherChoices) {
    Column refusing = Column.of("c", 0, type, choices(choices));
    assertThatThrownBy(() -> refusing.encode(value))
        .isInstanceOfSatisfying(
            Unconvertible.class,
            reason -> {
              String remedy = reason.remedy();
              if (!other.equals(type)) {
                assertThat(remedy).contains(word(other));
              }
              for (String word : otherChoices.split(" ", -1)) {
                assertThat(remedy + " " + choices).contains(word);
              }
              assertThat(remedy).doesNotContain("make the column");
            });
    Column taking = Column.of("c", 0, other, choices(otherChoices));
    assertThat(taking.encode(value)).isNotNull();
  }

  static Stream<Arguments> remedies() {
    return Stream.of(times(), numbers(), others()).flatMap(remedies -> remedies);
  }

  private static Stream<Arguments> times() {
    return Stream.of(
        Arguments.of(DataTypes.TIMESTAMP, "", FINE, DataTypes.TIMESTAMP, "truncated"),
        Arguments.of(DataTypes.TIMESTAMP, "", FINE, DataTypes.BIGINT, "us"),
        Arguments.of(DataTypes.TIMESTAMP, "", FINE, DataTypes.BIGINT, "ns"),
        Arguments.of(DataTypes.TIMESTAMP, "", FINE, DataTypes.TEXT, ""),
        Arguments.of(DataTypes.TIMESTAMP, "", FINE_TEXT, DataTypes.TIMESTAMP, "truncated"),
        Arguments.of(DataTypes.TIMESTAMP, "", FINE_TEXT, DataTypes.BIGINT, "us"),
        Arguments.of(DataTypes.TIMESTAMP, "us", 1L, DataTypes.TIMESTAMP, "us truncated"),
        Arguments.of(DataTypes.TIMESTAMP, "us", 1L, DataTypes.BIGINT, "us"),
        Arguments.of(DataTypes.TIMESTAMP, "", 1L, DataTypes.TIMESTAMP, "s"),
        Arguments.of(DataTypes.BIGINT, "", FINE, DataTypes.BIGINT, "us"),
        Arguments.of(DataTypes.BIGINT, "ms", FINE, DataTypes.BIGINT, "ms truncated"),
        Arguments.of(DataTypes.BIGINT, "", LocalTime.NOON, DataTypes.BIGINT, "s"),
        Arguments.of(DataTypes.BIGINT, "", LocalDate.EPOCH, DataTypes.BIGINT, "s"),
        Arguments.of(DataTypes.BIGINT, "", Duration.ofDays(2), DataTypes.BIGINT, "ms"),
        Arguments.of(DataTypes.DATE, "", FINE, DataTypes.DATE, "truncated"),
        Arguments.of(DataTypes.DATE, "", Instant.ofEpochMilli(1), DataTypes.TIMESTAMP, ""),
        Arguments.of(DataTypes.DATE, "", FINE, DataTypes.TEXT, ""),
        Arguments.of(DataTypes.DATE, "", 5, DataTypes.DATE, "days"),
        Arguments.of(DataTypes.TIME, "", Duration.ofDays(2), DataTypes.DURATION, ""),
        Arguments.of(DataTypes.TIME, "", Duration.ofDays(2), DataTypes.TEXT, ""),
        Arguments.of(DataTypes.TIME, "s", 86_400, DataTypes.DURATION, "s"),
        Arguments.of(DataTypes.TIME, "s", 86_400, DataTypes.BIGINT, ""),
        Arguments.of(DataTypes.TIME, "", OffsetTime.parse("12:00+01:00"), DataTypes.TEXT, ""),
        Arguments.of(DataTypes.TIMESTAMP, "ns", "0.5", DataTypes.DECIMAL, ""),
        Arguments.of(DataTypes.DURATION, "s", "1e12", DataTypes.TEXT, ""),
        Arguments.of(DataTypes.TIMESTAMP, "", "now", DataTypes.TEXT, ""));
  }

  private static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of(DataTypes.INT, "", "1.5", DataTypes.DECIMAL, ""),
        Arguments.of(DataTypes.INT, "", 1L << 31, DataTypes.BIGINT, ""),
        Arguments.of(DataTypes.BIGINT, "", "9223372036854775808", DataTypes.VARINT, ""),
        Arguments.of(DataTypes.INT, "", "seven", DataTypes.TEXT, ""),
        Arguments.of(DataTypes.DECIMAL, "", 0.1, DataTypes.DOUBLE, ""),
        Arguments.of(DataTypes.DOUBLE, "", (1L << 53) + 1, DataTypes.DOUBLE, "rounded"),
        Arguments.of(DataTypes.DOUBLE, "", (1L << 53) + 1, DataTypes.DECIMAL, ""),
        Arguments.of(DataTypes.DOUBLE, "rounded", "1e400", DataTypes.DECIMAL, ""),
        Arguments.of(DataTypes.FLOAT, "rounded", new BigDecimal("1e39"), DataTypes.TEXT, ""),
        Arguments.of(DataTypes.VARINT, "", "1e999999999", DataTypes.TEXT, ""));
  }

  private static Stream<Arguments> others() {
    DataType list = DataTypes.frozenListOf(DataTypes.INT);
    DataType set = DataTypes.setOf(DataTypes.DECIMAL);
    return Stream.of(
        Arguments.of(DataTypes.BOOLEAN, "", "1", DataTypes.BOOLEAN, "number"),
        Arguments.of(DataTypes.BOOLEAN, "", 2, DataTypes.INT, ""),
        Arguments.of(DataTypes.BLOB, "", "AAAA", DataTypes.BLOB, "base64"),
        Arguments.of(DataTypes.TEXT, "", new byte[] {1}, DataTypes.TEXT, "hex"),
        Arguments.of(DataTypes.TEXT, "", new byte[] {1}, DataTypes.BLOB, ""),
        Arguments.of(DataTypes.UUID, "", "none", DataTypes.TEXT, ""),
        Arguments.of(DataTypes.INET, "", "::ffff:1.2.3.4", DataTypes.TEXT, ""),
        Arguments.of(DataTypes.ASCII, "", "☃", DataTypes.TEXT, ""),
        Arguments.of(list, "", Arrays.asList(1, null), DataTypes.TEXT, ""),
        Arguments.of(list, "", List.of(""), DataTypes.TEXT, ""),
        Arguments.of(set, "", List.of(1, 1), DataTypes.frozenListOf(DataTypes.DECIMAL), ""),
        Arguments.of(
            DataTypes.mapOf(DataTypes.INT, DataTypes.INT),
            "",
            Map.of("1", 1, "1.0", 2),
            DataTypes.mapOf(DataTypes.TEXT, DataTypes.INT),
            ""));
  }

  @ParameterizedTest
  @MethodSource("emptyRefusing")
  void anEmptyStringIsCalledEmptyAndCountsAsNullIfChosen(DataType type) {
    assertThatThrownBy(() -> Column.of("c", 0, type, Set.of()).encode(""))
        .isInstanceOfSatisfying(
            Unconvertible.class,
            reason -> {
              assertThat(reason.found()).isEqualTo("an empty string");
              assertThat(reason.remedy()).contains("empty_as_null in column.conversions");
            });
    assertThat(Column.of("c", 0, type, choices("empty_as_null")).encode("")).isNull();
  }

  static Stream<DataType> emptyRefusing() {
    return CqlTypes.BY_NAME.values().stream()
        .filter(type -> !Set.of(DataTypes.TEXT, DataTypes.ASCII, DataTypes.BLOB).contains(type));
  }

  private static String word(DataType type) {
    String word = type.asCql(true, true).replaceAll("^frozen<|<.*", "");
    return word.equals("int") ? "of a type for numbers" : word;
  }

  private static Set<ConversionChoice> choices(String words) {
    return Arrays.stream(ConversionChoice.values())
        .filter(choice -> List.of(words.split(" ", -1)).contains(choice.word()))
        .collect(Collectors.toSet());
  }
}
