package dev.messina.e2e;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.local.Project;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Deploys every folder of {@code config-examples} and looks whether it keeps its promise. */
@ExtendWith(SharedStack.class)
class ConfigExamplesIT {

  private static final Map<String, String> SHOWN_ELSEWHERE =
      Map.of(
          "avro", "AvroRegistryIT",
          "avro-confluent",
              "ConfluentAvroIT, with -Pcontainers: its converter is in Confluent's images alone",
          "aws-samples", "mappings for the preview: ExampleMappingsTest");

  private static final Map<String, Consumer<Example>> PROMISES =
      Map.ofEntries(
          entry("catch-all", ShapeExamples::catchAll),
          entry("changed-mapping", OperationExamples::changedMapping),
          entry("dead-letters", OperationExamples::deadLetters),
          entry("rehearsal", OperationExamples::rehearsal),
          entry("several-tables", ShapeExamples::severalTables),
          entry("simple-table", ShapeExamples::simpleTable),
          entry("single-table", ShapeExamples::singleTable),
          entry("stream-only", OperationExamples::streamOnly),
          entry("ttl", ShapeExamples::ttl),
          entry("two-snapshots", OperationExamples::twoSnapshots));

  /**
   * Commands of which only the text is looked at: a table has its stream already, and Cassandra
   * does not know ScyllaDB's options ({@link ScyllaSchemasTest}).
   */
  private static final Set<String> NOT_RUN =
      Set.of("aws dynamodb update-table", "../../messina cql --file schema-scylla.cql");

  /** All folders that are there: one that no promise is written for fails. */
  static List<String> folders() throws IOException {
    try (Stream<Path> folders = Files.list(Project.current().example(""))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(folder -> !SHOWN_ELSEWHERE.containsKey(folder))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theExampleKeepsItsPromise(String folder, Services services) {
    assumeThat(ReadmeShell.lacking())
        .as("the READMEs' commands are run as they stand, which needs these to work")
        .isEmpty();
    assertThat(PROMISES)
        .as("write down what config-examples/" + folder + " does")
        .containsKey(folder);
    try (Example example = new Example(services, folder)) {
      PROMISES.get(folder).accept(example);
      assertThat(example.notRun())
          .as("commands of the README that were not run")
          .allMatch(command -> NOT_RUN.stream().anyMatch(command::startsWith));
    }
  }

  /** What a README says for a table that exists gives it the stream of one that is created. */
  @ParameterizedTest
  @ValueSource(strings = {"simple-table", "single-table"})
  void aTableThatExistsGetsTheSameStream(String folder) throws IOException {
    Path example = Project.current().example(folder);
    Readme readme = Readme.of(example.resolve("README.md"));
    ObjectNode created = aws(readme.command("aws dynamodb create-table"), example);
    ObjectNode updated = aws(readme.command("aws dynamodb update-table"), example);
    assertThat(updated.path("TableName")).isEqualTo(created.path("TableName"));
    assertThat(updated.path("StreamSpecification")).isEqualTo(created.path("StreamSpecification"));
    assertThat(updated).hasSize(2);
  }

  private static ObjectNode aws(String command, Path folder) {
    List<String> words = List.of(command.split(" "));
    return AwsCommand.of(words.subList(1, words.size()), folder).body();
  }

  /** The document to read and review, and the line of the connector. */
  @ParameterizedTest
  @MethodSource("folders")
  void theMappingOfASinkStandsInItsFileAsWell(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Project.current().example(folder))) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith("sink")).toList()) {
        Path mapping =
            file.resolveSibling(
                file.getFileName().toString().replace("sink", "mapping").replace(".json", ".yaml"));
        String inline = ConnectorFile.read(file).config().get("transforms.row.mapping");
        assertThat(Files.exists(mapping)).as("%s for %s", mapping, file).isEqualTo(inline != null);
        if (inline != null) {
          assertThat(document(inline)).isEqualTo(document(Files.readString(mapping)));
        }
      }
    }
  }

  @Test
  void everyExampleIsInTheTableOfThePage() throws IOException {
    Path examples = Project.current().example("");
    String page = Files.readString(examples.resolve("README.md"));
    for (String folder : folders()) {
      assertThat(page).contains("[" + folder + "](" + folder + "/README.md)");
      assertThat(examples.resolve(folder).resolve("README.md")).isNotEmptyFile();
    }
  }

  private static Object document(String yaml) {
    return new Yaml().load(yaml);
  }
}
