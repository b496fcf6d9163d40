package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.local.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With one replica, as the examples have it, ScyllaDB drops every tombstone at once unless it is
 * told not to. Cassandra does not know the option, so that it cannot stand in the same file.
 */
class ScyllaSchemasTest {

  private static final Pattern CREATED = Pattern.compile("CREATE TABLE IF NOT EXISTS ([\\w.]+)");

  /** Every CQL file of an example that makes tables. */
  static List<Path> schemas() throws IOException {
    try (Stream<Path> files = Files.walk(Project.current().example(""))) {
      return files
          .filter(file -> file.toString().endsWith(".cql") && !created(file).isEmpty())
          .sorted()
          .toList();
    }
  }

  @Test
  void allExamplesAreLookedAt() throws IOException {
    assertThat(schemas()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyTableKeepsItsTombstonesOnScylla(Path schema) throws IOException {
    List<String> statements =
        Files.readString(ScyllaSchemas.beside(schema))
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("--"))
            .toList();
    assertThat(statements)
        .containsExactlyElementsOf(
            created(schema).stream()
                .map(table -> "ALTER TABLE " + table + " WITH tombstone_gc = {'mode': 'disabled'};")
                .toList());
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void theReadmeNamesTheFileAndTheLineThatRestoresTheDefault(Path schema) throws IOException {
    Path readme = schema.resolveSibling("README.md");
    assertThat(Files.readString(readme))
        .contains(
            ScyllaSchemas.beside(schema).getFileName().toString(),
            "ALTER TABLE " + created(schema).get(0) + " WITH tombstone_gc = {'mode': 'repair'}",
            "README.md#tombstones-on-scylladb");
  }

  @Test
  void thePageSaysWhy() throws IOException {
    assertThat(Files.readString(Project.current().example("README.md")))
        .contains("## Tombstones on ScyllaDB", "`schema-scylla.cql`");
  }

  private static List<String> created(Path schema) {
    try {
      return CREATED
          .matcher(Files.readString(schema))
          .results()
          .map(found -> found.group(1))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
