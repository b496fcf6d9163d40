package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "config", "item-to-row.md");

  @Test
  void pageSaysWhatTheCodeSays() throws IOException {
    String page = ConfigReference.render("ItemToRow", ItemToRow.OVERVIEW_DOC, ItemToRow.CONFIG_DEF);
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("run ./mvnw -pl transforms test -Dmessina.docs.write=true and commit the page")
        .content()
        .isEqualTo(page);
  }
}
