package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.stack.child.Leashed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
  private static final JavaCommand COMMAND =
      new JavaCommand(List.of("-Xmx64m"), "a.jar", "some.Main", List.of("C:\\x \"y\""));

  @TempDir Path folder;

  @Test
  void quotesEveryArgumentInTheArgumentFile() throws IOException {
    Path file = folder.resolve("some.args");
    assertThat(COMMAND.writtenTo(file)).endsWith("@" + file);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "\"-Xmx64m\"", "\"-cp\"", "\"a.jar\"", "\"some.Main\"", "\"C:\\\\x \\\"y\\\"\"");
  }

  @Test
  void theLeashRunsTheOriginalMainClass() {
    JavaCommand leashed = COMMAND.leashed();
    assertThat(leashed.mainClass()).isEqualTo(Leashed.class.getName());
    assertThat(leashed.arguments()).startsWith("some.Main");
    assertThat(leashed.classPath()).endsWith("a.jar").isNotEqualTo("a.jar");
  }
}
