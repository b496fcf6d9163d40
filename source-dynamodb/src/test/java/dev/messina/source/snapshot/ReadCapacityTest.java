package dev.messina.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.TableDescription.TableSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadCapacityTest {

  private static final TableSize PROVISIONED = new TableSize(0, 0, 400);

  @Test
  void isANumberOrAPartOfTheProvisionedCapacity() {
    assertThat(ReadCapacity.parse("500").unitsPerSecond(PROVISIONED)).hasValue(500);
    assertThat(ReadCapacity.parse(" 12.5 % ").unitsPerSecond(PROVISIONED)).hasValue(50);
  }

  @Test
  void aPartOfNothingProvisionedIsNoLimit() {
    assertThat(ReadCapacity.parse("50%").unitsPerSecond(TableSize.UNKNOWN)).isEmpty();
    assertThat(ReadCapacity.parse("50").unitsPerSecond(TableSize.UNKNOWN)).hasValue(50);
  }

  @Test
  void knowsHowLongAScanTakesWhereThereIsALimitAndASize() {
    // 80 GB are ten million units of 8 KB.
    TableSize table = new TableSize(1, 10_000_000L * 8192, 400);
    assertThat(ReadCapacity.parse("50%").scanTime(table)).contains(Duration.ofSeconds(50_000));
    assertThat(ReadCapacity.parse("1000").scanTime(table)).contains(Duration.ofSeconds(10_000));
    assertThat(ReadCapacity.parse("1000").scanTime(TableSize.UNKNOWN)).isEmpty();
    assertThat(ReadCapacity.parse("50%").scanTime(new TableSize(1, 8192, 0))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0%", "101%", "-5", "half", "1e3", "5 %%", "NaN"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> ReadCapacity.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
