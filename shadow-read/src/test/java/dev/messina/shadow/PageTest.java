package dev.messina.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/shadow-read.md names every counter and every option, and nothing else in their tables. */
class PageTest {

  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

  @Test
  void itHasEachCounter() throws IOException {
    assertThat(names(section("## Counters"))).isEqualTo(components(ShadowCounters.class));
  }

  @Test
  void itHasEachOption() throws IOException {
    assertThat(names(section("## Options"))).isEqualTo(components(ShadowOptions.class));
  }

  @Test
  void jmxHasTheCountersNames() {
    List<String> attributes =
        Arrays.stream(ShadowReadMXBean.class.getMethods())
            .map(method -> Introspector.decapitalize(method.getName().substring(3)))
            .toList();

    assertThat(attributes).containsExactlyInAnyOrderElementsOf(components(ShadowCounters.class));
  }

  private static List<String> components(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static List<String> names(String section) {
    return ROW.matcher(section).results().map((MatchResult row) -> row.group(1)).toList();
  }

  private static String section(String heading) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "shadow-read.md"));
    String rest = page.substring(page.indexOf(heading) + heading.length());
    int end = rest.indexOf("\n## ");
    return end < 0 ? rest : rest.substring(0, end);
  }
}
