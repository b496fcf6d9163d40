package dev.messina.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Path NAMES = Path.of("src", "test", "resources", "golden", "metrics.txt");
  private static final String HOW =
      "run ./mvnw -pl source-dynamodb test -Dmessina.docs.write=true and commit the change";

  @Test
  void pageSaysWhatTheCodeSays() throws IOException {
    String page = MetricsReference.corrected(Files.readString(PAGE));
    write(PAGE, page);

    assertThat(PAGE).as(HOW).content().isEqualTo(page);
  }

  /** Dashboards and alerts hang on them: a name that is changed or gone belongs in CHANGELOG.md. */
  @Test
  void namesAreTheOnesThatAreKnown() throws IOException {
    String names = MetricsReference.names();
    write(NAMES, names);

    assertThat(NAMES).as(HOW).content().isEqualTo(names);
  }

  private static void write(Path file, String text) throws IOException {
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}
