package dev.messina.plugin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A module that everybody may use grows unless it is held. */
@AnalyzeClasses(
    packages = "dev.messina.plugin",
    importOptions = ImportOption.DoNotIncludeTests.class)
class KitTest {

  private static final int LINES_MAX = 800;

  @ArchTest
  static final ArchRule KNOWS_CONNECTS_PLUMBING_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideOutsideOfPackages(
                  "java..",
                  "javax.management..",
                  "dev.messina.plugin..",
                  "org.apache.commons.text..",
                  "org.apache.kafka.common.config..",
                  "org.slf4j.."));

  @Test
  void staysSmall() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      long lines =
          files.filter(file -> file.toString().endsWith(".java")).mapToLong(KitTest::lines).sum();
      assertThat(lines).isBetween(1L, (long) LINES_MAX);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
