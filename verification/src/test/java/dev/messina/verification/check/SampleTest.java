package dev.messina.verification.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void noneWrongOfManyIsTheRuleOfThree() {
    assertThat(Sample.upperBound(0, 1_000)).isCloseTo(3.0 / 1_000, within(1e-5));
    assertThat(Sample.upperBound(0, 100_000)).isCloseTo(3.0 / 100_000, within(1e-7));
  }

  @Test
  void someWrongIsTheExactBound() {
    assertThat(Sample.upperBound(1, 10)).isCloseTo(0.39416, within(1e-4));
    assertThat(Sample.upperBound(5, 100)).isCloseTo(0.10225, within(1e-4));
  }

  @Test
  void nothingDrawnOrAllWrongSaysNothing() {
    assertThat(Sample.upperBound(0, 0)).isEqualTo(1);
    assertThat(Sample.upperBound(7, 7)).isEqualTo(1);
  }
}
