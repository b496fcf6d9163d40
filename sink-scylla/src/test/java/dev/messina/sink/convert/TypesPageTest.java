package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/types.md to the choices and logical types that there are. After a change of a choice,
 * write its list again: {@code ./mvnw -pl sink-scylla test -Dtest=TypesPageTest
 * -Dmessina.docs.write=true}.
 */
class TypesPageTest {

  private static final String CHOICES = "choices";

  @Test
  void listsTheChoices() throws IOException {
    String expected =
        "\n| choice | for | |\n|---|---|---|\n"
            + Arrays.stream(ConversionChoice.values())
                .map(TypesPageTest::line)
                .collect(Collectors.joining())
            + "\n";
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.writeString(TypesPage.PATH, TypesPage.withBlock(CHOICES, expected));
    } else {
      assertThat(TypesPage.block(CHOICES)).isEqualTo(expected);
    }
  }

  @Test
  void listsTheLogicalTypes() {
    assertThat(TypesPage.logicalTypes()).isEqualTo(LogicalTypes.names());
  }

  private static String line(ConversionChoice choice) {
    return "| `%s` | %s | %s |\n"
        .formatted(
            choice.word(),
            choice.types().stream()
                .map((DataType type) -> "`" + type.asCql(true, true) + "`")
                .sorted()
                .collect(Collectors.joining(", ")),
            choice.meaning());
  }
}
