package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.local.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Java of docs/shadow-read.md is what {@link ShadowReadExample} compiles. */
class ShadowReadPageTest {

  private final Path home = Project.current().home();

  @Test
  void itsExampleCompiles() throws IOException {
    String source =
        Files.readString(home.resolve("e2e/src/test/java/dev/messina/e2e/ShadowReadExample.java"));
    String example =
        source
            .substring(source.indexOf("example begins") + 14, source.indexOf("// the example ends"))
            .stripTrailing()
            .stripIndent()
            .strip();
    List<String> blocks =
        Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL)
            .matcher(Files.readString(home.resolve("docs/shadow-read.md")))
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.toList());

    assertThat(blocks).containsExactly(example, "shadow.offer(key);");
    assertThat(source).contains("shadow.offer(key);");
  }
}
