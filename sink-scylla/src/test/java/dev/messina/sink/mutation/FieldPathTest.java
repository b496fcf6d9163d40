package dev.messina.sink.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a.b, a|b",
    "`a.b`, a.b",
    "a.`b.c`.d, a|b.c|d",
    "`a`.`b`, a|b",
    "`a\\`b`, a`b",
    "a`b, a`b",
    "a.., a||",
    "'', ''",
  })
  void namesStandBetweenDotsUnlessInBackticks(String path, String names) {
    assertThat(FieldPath.parse(path)).isEqualTo(List.of(names.split("\\|", -1)));
  }

  @ParameterizedTest
  @CsvSource({"`a, not closed", "a.`b, not closed", "`a`b, in the middle of a name"})
  void refusesABacktickThatIsNotAPair(String path, String problem) {
    assertThatThrownBy(() -> FieldPath.parse(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }
}
