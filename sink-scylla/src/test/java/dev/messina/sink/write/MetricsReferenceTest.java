package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.write.SinkTaskMetricsMXBean.Meaning;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Dashboards and alerts hang on the names: one that changes or goes belongs in CHANGELOG.md. */
class MetricsReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Pattern SECTION =
      Pattern.compile("(<!-- begin sink -->\n).*?(<!-- end sink -->)", Pattern.DOTALL);

  @Test
  void pageSaysWhatTheCodeSays() throws IOException {
    Matcher section = SECTION.matcher(Files.readString(PAGE));
    assertThat(section.find()).as("the page has marks for the sink").isTrue();
    String page = section.replaceFirst("$1" + Matcher.quoteReplacement(table()) + "$2");
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("run ./mvnw -pl sink-scylla -am test -Dmessina.docs.write=true and commit the change")
        .content()
        .isEqualTo(page);
  }

  private static String table() {
    return Arrays.stream(SinkTaskMetricsMXBean.class.getMethods())
        .sorted(Comparator.comparing(Method::getName))
        .map(
            question ->
                "| `%s` | %s | %s |\n"
                    .formatted(
                        question.getName().substring("get".length()),
                        type(question),
                        question.getAnnotation(Meaning.class).value()))
        .collect(Collectors.joining("", "| attribute | type | meaning |\n|---|---|---|\n", ""));
  }

  private static String type(Method question) {
    return question.getReturnType() == Map.class
        ? "table"
        : question.getReturnType().getSimpleName();
  }
}
