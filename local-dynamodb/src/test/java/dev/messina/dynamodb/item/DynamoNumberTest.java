package dev.messina.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamoNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0042, 42",
    "1.0, 1",
    "3.1400, 3.14",
    "1.5E2, 150",
    "-0, 0",
    "0.000, 0",
    "1e-3, 0.001",
    "+7, 7",
    "-12.50, -12.5",
    "99999999999999999999999999999999999999," + " 99999999999999999999999999999999999999"
  })
  void aNumberHasOneText(String given, String canonical) {
    assertThat(DynamoNumber.parse(given)).hasToString(canonical);
  }

  /**
   * Where the pairs of digits stand relative to the point decides, not how many digits there are.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 2",
    "12, 2",
    "123, 3",
    "1234, 3",
    "12345, 4",
    "1.5, 3",
    "12.34, 3",
    "0.5, 2",
    "0.001, 2",
    "100, 2",
    "1000, 2",
    "10000, 2",
    "-1, 3"
  })
  void aByteIsCountedForEveryTwoDigitsOnEachSideOfThePoint(String number, int size) {
    assertThat(DynamoNumber.parse(number).size()).isEqualTo(size);
  }

  @Test
  void moreThan38DigitsAreRefused() {
    assertThatThrownBy(() -> DynamoNumber.parse("123456789012345678901234567890123456789"))
        .hasMessage("Attempting to store more than 38 significant digits in a Number");
  }

  @Test
  void magnitudesOutOfRangeAreRefused() {
    assertThat(DynamoNumber.parse("9.9999999999999999999999999999999999999E+125")).isNotNull();
    assertThat(DynamoNumber.parse("1E-130")).isNotNull();
    assertThatThrownBy(() -> DynamoNumber.parse("1E126")).hasMessageStartingWith("Number overflow");
    assertThatThrownBy(() -> DynamoNumber.parse("1E-131"))
        .hasMessageStartingWith("Number underflow");
  }

  @ParameterizedTest
  @CsvSource({"abc", "1..2", "NaN", "1e", "--1", "'1 2'"})
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> DynamoNumber.parse(text))
        .hasMessage("The parameter cannot be converted to a numeric value: " + text);
  }

  @Property
  void sortableBytesAreInTheOrderOfTheNumbers(
      @ForAll @BigRange(min = "-100000000000000000000", max = "100000000000000000000") @Scale(12)
          BigDecimal left,
      @ForAll @BigRange(min = "-1", max = "1") @Scale(15) BigDecimal right) {
    for (BigDecimal other : new BigDecimal[] {right, left.negate(), left.add(right), left}) {
      int bytes =
          Integer.signum(
              java.util.Arrays.compareUnsigned(
                  SortableBytes.of(number(left)), SortableBytes.of(number(other))));
      assertThat(bytes).isEqualTo(Integer.signum(left.compareTo(other)));
    }
  }

  private static AttributeValue number(BigDecimal value) {
    return new AttributeValue.NumberValue(new DynamoNumber(value));
  }
}
