package dev.messina.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a               | [a]",
        "a.b.c           | [a, b, c]",
        "with space      | [with space]",
        "`a.b`           | [a.b]",
        "`a.b`.c         | [a.b, c]",
        "a.`b.c`         | [a, b.c]",
        "`a`b.c`         | [a`b.c]",
        "`a\\`.b`        | [a`.b]",
        "a`b             | [a`b]",
        "lines.0.sku     | [lines, 0, sku]",
        "🙂.ünï          | [🙂, ünï]",
      })
  void readsNames(String text, String steps) {
    assertThat(Path.parse(text).steps()).hasToString(steps);
  }

  @Property
  void readsBackWhatItWrites(@ForAll @Size(min = 1, max = 4) List<@NotEmpty String> steps) {
    assertThat(Path.parse(new Path(steps).toString()).steps()).isEqualTo(steps);
  }
}
