package dev.messina.record.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.000, 0",
    "0E+7, 0",
    "1, 1",
    "-1, -1",
    "007, 7",
    "+7, 7",
    ".5, 0.5",
    "1., 1",
    "-0.5, -0.5",
    "1.50, 1.5",
    "100, 100",
    "100.0, 100",
    "0.00, 0",
    "1E+3, 1000",
    "1.50E-2, 0.015",
    "-1.10, -1.1",
    "1E2, 100",
    "-1.5e-3, -0.0015",
    "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
  })
  void writesNumbersPlainAndExact(String text, String canonical) {
    assertThat(DecimalText.canonical(text)).isEqualTo(canonical);
  }

  @Test
  void reachesFromDynamoDbsSmallestToItsLargestNumber() {
    assertThat(DecimalText.canonical("1E-130")).isEqualTo("0." + "0".repeat(129) + "1");
    assertThat(DecimalText.canonical("9.9E+125")).isEqualTo("99" + "0".repeat(124));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "a", "1a", "NaN", "Infinity", "0x1", "1 ", "1E", "1E999999999", "1E-131"})
  void refusesWhatIsNoNumberOfDynamoDb(String text) {
    assertThatThrownBy(() -> DecimalText.canonical(text)).isInstanceOf(NumberFormatException.class);
    if (!text.contains("1E9") && !text.contains("1E-")) {
      assertThatThrownBy(() -> DecimalText.json(text)).isInstanceOf(NumberFormatException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.50, 1.50",
    "-0, -0",
    "1E+2, 1E+2",
    "1.5e-3, 1.5e-3",
    "0, 0",
    "007, 7",
    "+7, 7",
    ".5, 0.5",
    "1., 1",
  })
  void keepsItsOwnTextInJsonWhereJsonCanHoldIt(String text, String json) {
    assertThat(DecimalText.json(text)).isEqualTo(json);
  }

  @Property
  void keepsTheNumber(
      @ForAll BigInteger unscaled, @ForAll @IntRange(min = -60, max = 60) int scale) {
    BigDecimal number = new BigDecimal(unscaled, scale);

    String fromScientific = DecimalText.canonical(number.toString());

    assertThat(new BigDecimal(fromScientific)).isEqualByComparingTo(number);
    assertThat(fromScientific).isEqualTo(DecimalText.canonical(number.toPlainString()));
    assertThat(fromScientific).matches("0|-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?").isNotEqualTo("-0");
  }
}
