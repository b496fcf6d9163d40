package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  private static final Path PAGES = Path.of("..", "docs", "config");

  @Test
  void pageOfTheTransformSaysWhatTheCodeSays() throws IOException {
    check(
        PAGES.resolve("item-to-row.md"),
        ConfigReference.render("ItemToRow", ItemToRow.OVERVIEW_DOC, ItemToRow.CONFIG_DEF));
  }

  @Test
  void pageOfThePredicateSaysWhatTheCodeSays() throws IOException {
    check(
        PAGES.resolve("item-matches.md"),
        ConfigReference.render("ItemMatches", ItemMatches.OVERVIEW_DOC, ItemMatches.CONFIG_DEF));
  }

  private static void check(Path file, String page) throws IOException {
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.createDirectories(PAGES);
      Files.writeString(file, page);
    }

    assertThat(file)
        .as("run ./mvnw -pl transforms test -Dmessina.docs.write=true and commit the page")
        .content()
        .isEqualTo(page);
  }
}
