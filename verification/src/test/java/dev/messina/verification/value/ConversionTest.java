package dev.messina.verification.value;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ConversionTest {

  private static final Set<Choice> NONE = Set.of();

  @Property
  void aNumberIsItsValueWhateverItsNotation(@ForAll BigDecimal number) {
    Object plain = convert(DataTypes.DECIMAL, number.toPlainString());

    assertThat(plain).isEqualTo(convert(DataTypes.DECIMAL, number.toString()));
    assertThat(Canonical.same(plain, Canonical.of(number))).isTrue();
    assertThat(Canonical.same(plain, Canonical.of(number.add(BigDecimal.ONE)))).isFalse();
  }

  @Property
  void aWholeNumberFitsWhereItsRangeIs(@ForAll long number) {
    String text = Long.toString(number);

    assertThat(convert(DataTypes.BIGINT, text)).isEqualTo(number);
    assertThat(convert(DataTypes.VARINT, text)).isEqualTo(BigInteger.valueOf(number));
    if (number == (int) number) {
      assertThat(convert(DataTypes.INT, text)).isEqualTo((int) number);
    } else {
      refused(DataTypes.INT, text);
    }
  }

  @Property
  void aDoubleIsTakenIfItsDigitsComeBack(@ForAll double number) {
    String text = new BigDecimal(Double.toString(number)).toPlainString();

    assertThat((Double) convert(DataTypes.DOUBLE, text)).isEqualByComparingTo(number + 0.0);
  }

  @Property
  void setsHaveNoOrder(@ForAll Set<Integer> numbers) {
    List<String> up = numbers.stream().sorted().map(String::valueOf).toList();
    List<String> down = new ArrayList<>(up);
    Collections.reverse(down);
    DataType type = DataTypes.setOf(DataTypes.INT, true);

    assertThat(Conversion.convert(type, NONE, up)).isEqualTo(Conversion.convert(type, NONE, down));
  }

  @Example
  void scalarsOfEveryType() throws UnknownHostException {
    UUID id = UUID.fromString("01234567-89ab-4def-8123-456789abcdef");
    assertThat(convert(DataTypes.TEXT, "")).isEqualTo("");
    assertThat(convert(DataTypes.TEXT, true)).isEqualTo("true");
    assertThat(convert(DataTypes.BOOLEAN, "false")).isEqualTo(false);
    assertThat(convert(DataTypes.UUID, id.toString())).isEqualTo(id);
    assertThat(convert(DataTypes.INET, "2001:db8::1"))
        .isEqualTo(InetAddress.getByName("2001:db8::1"));
    assertThat(convert(DataTypes.BLOB, new byte[] {1, 2}))
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(convert(DataTypes.TIMESTAMP, "2026-01-01T12:00:00.250+01:00"))
        .isEqualTo(Instant.parse("2026-01-01T11:00:00.250Z"));
    assertThat(convert(DataTypes.DATE, "2026-01-01")).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(convert(DataTypes.TIME, "12:00:00.000000001")).isEqualTo(LocalTime.of(12, 0, 0, 1));
    assertThat(convert(DataTypes.DURATION, "1h30m")).isEqualTo(CqlDuration.from("1h30m"));
    assertThat(convert(DataTypes.TINYINT, "-128")).isEqualTo((byte) -128);
    assertThat(convert(DataTypes.SMALLINT, "32767")).isEqualTo((short) 32767);
  }

  @Example
  void choicesSayWhatAValueDoesNot() {
    assertThat(convert(DataTypes.TIMESTAMP, "1767225600", Choice.S))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(convert(DataTypes.BIGINT, "2026-01-01T00:00:00Z", Choice.MS))
        .isEqualTo(1_767_225_600_000L);
    assertThat(convert(DataTypes.DATE, "1", Choice.DAYS)).isEqualTo(LocalDate.of(1970, 1, 2));
    assertThat(convert(DataTypes.DOUBLE, "0.12345678901234567890", Choice.ROUNDED))
        .isEqualTo(0.12345678901234568);
    assertThat(convert(DataTypes.BOOLEAN, "1", Choice.NUMBER)).isEqualTo(true);
    assertThat(convert(DataTypes.BLOB, "AQI=", Choice.BASE64))
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(convert(DataTypes.TEXT, new byte[] {1, 2}, Choice.HEX)).isEqualTo("0102");
    assertThat(Conversion.convert(DataTypes.TEXT, Set.of(Choice.EMPTY_AS_NULL), "")).isEmpty();
    assertThat(convert(DataTypes.TIMESTAMP, "2026-01-01T00:00:00.0009Z", Choice.TRUNCATED))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Example
  void whatTheSinkRejectsIsRefusedWithoutItsValue() {
    refused(DataTypes.INT, "1.5");
    refused(DataTypes.DECIMAL, "12,50");
    refused(DataTypes.BIGINT, "9223372036854775808");
    refused(DataTypes.DOUBLE, "0.12345678901234567890");
    refused(DataTypes.TIMESTAMP, "2018-03-04");
    refused(DataTypes.TIMESTAMP, "1767225600");
    refused(DataTypes.UUID, "secret");
    refused(DataTypes.INET, "host.example.org");
    refused(DataTypes.BLOB, "secret");
    refused(DataTypes.TEXT, new byte[] {1});
    refused(DataTypes.INT, "");
    refused(DataTypes.setOf(DataTypes.DECIMAL), List.of("1", "1.0"));
    refused(DataTypes.listOf(DataTypes.TEXT, true), Arrays.asList("a", null));
    refused(DataTypes.mapOf(DataTypes.TEXT, DataTypes.INT), "[1]");
    refused(DataTypes.COUNTER, "1");
  }

  @Example
  void collectionsFromArraysAndFromJson() {
    DataType prices = DataTypes.mapOf(DataTypes.TEXT, DataTypes.DECIMAL, true);
    Object expected = convert(prices, "{\"a\":1.50,\"b\":\"2\"}");

    assertThat(Canonical.same(expected, Canonical.of(prices("1.500", "2")))).isTrue();
    assertThat(Canonical.same(expected, Canonical.of(prices("1.5", "3")))).isFalse();
    assertThat(convert(DataTypes.listOf(DataTypes.INT, true), "[1,2]")).isEqualTo(List.of(1, 2));
    assertThat(convert(DataTypes.tupleOf(DataTypes.TEXT, DataTypes.INT), List.of("a", "1")))
        .isEqualTo(List.of("a", 1));
    assertThat(Conversion.convert(DataTypes.setOf(DataTypes.TEXT), NONE, List.of())).isEmpty();
    assertThat(Conversion.convert(DataTypes.setOf(DataTypes.TEXT, true), NONE, List.of()))
        .isPresent();
  }

  private static Map<String, BigDecimal> prices(String a, String b) {
    return new HashMap<>(Map.of("a", new BigDecimal(a), "b", new BigDecimal(b)));
  }

  @Example
  void jsonInTextIsWhatItSaysAtEveryDepth() {
    Object set = convert(DataTypes.TEXT, List.of("b", "a"));
    assertThat(Canonical.same(set, "[\"a\", \"b\"]")).isTrue();
    assertThat(Canonical.same(set, "[\"a\"]")).isFalse();
    assertThat(Canonical.same(set, "no JSON")).isFalse();

    Object nested = convert(DataTypes.listOf(DataTypes.TEXT, true), List.of("x", Map.of("n", "1")));
    assertThat(Canonical.same(nested, List.of("x", "{\"n\": \"1\"}"))).isTrue();
    assertThat(Canonical.same(nested, List.of("x", "{\"n\": \"2\"}"))).isFalse();
  }

  @Example
  void nothingIsEqualToNullButNothing() {
    assertThat(Conversion.convert(DataTypes.TEXT, NONE, null)).isEqualTo(Optional.empty());
    assertThat(Canonical.same(null, null)).isTrue();
    assertThat(Canonical.same(null, "")).isFalse();
    assertThat(Canonical.same("", null)).isFalse();
  }

  private static Object convert(DataType type, Object given, Choice... choices) {
    return Conversion.convert(type, Set.of(choices), given).orElseThrow();
  }

  private static void refused(DataType type, Object given) {
    assertThatThrownBy(() -> Conversion.convert(type, NONE, given))
        .isInstanceOf(Unfit.class)
        .hasMessageNotContaining(given.toString().isEmpty() ? "secret" : given.toString());
  }
}
