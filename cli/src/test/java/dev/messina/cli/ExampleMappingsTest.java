package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.local.Project;
import dev.messina.cli.preview.Outcome;
import dev.messina.cli.preview.Preview;
import dev.messina.transforms.mapping.MappingParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Runs the mappings of the examples over items. */
class ExampleMappingsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> SINKS = List.of("users", "orders", "order-items", "rest");

  private final Project project = Project.current();

  @ParameterizedTest
  @ValueSource(strings = {"product-catalog", "forum", "thread", "reply"})
  void sampleTablesBecomeTheRowsBesideThem(String sample) throws IOException {
    Path folder = project.example("aws-samples");
    Path rows = folder.resolve(sample + ".rows.jsonl");
    String previewed =
        preview(folder.resolve(sample + ".yaml"), folder.resolve(sample + ".items.jsonl"));
    if (Boolean.getBoolean("messina.docs.write")) {
      Files.writeString(rows, previewed);
    }

    assertThat(previewed.lines()).isNotEmpty().containsExactlyElementsOf(Files.readAllLines(rows));
    assertThat(columns(previewed)).isSubsetOf(columnsOfTheTable(folder, sample));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USER#ada | PROFILE | users",
        "USER#ada | ORDER#7 | orders",
        "ORDER#7  | ITEM#2  | order-items",
        "ORDER#7  | NOTE#1  | rest",
        "SHOP#1   | PROFILE | rest",
      })
  void eachItemOfTheSingleTableHasOneTarget(String partition, String sort, String target)
      throws IOException {
    String item = "{\"pk\":{\"S\":\"%s\"},\"sk\":{\"S\":\"%s\"}}".formatted(partition, sort);

    for (String sink : SINKS) {
      ConnectorFile file =
          ConnectorFile.read(project.example("single-table/sink-" + sink + ".json"));
      try (Preview preview =
          new Preview(
              file.option("transforms.row.mapping"),
              List.of("pk", "sk"),
              "store",
              Optional.empty())) {
        Outcome outcome = preview.of(1, item);
        assertThat(outcome)
            .isInstanceOf(sink.equals(target) ? Outcome.Row.class : Outcome.Elsewhere.class);
      }
    }
  }

  @Test
  void theSinksOfTheSingleTableReadTheTopicOfTheSource() throws IOException {
    ConnectorFile source = ConnectorFile.read(project.example("single-table/source.json"));
    String topic = source.option("topic.prefix") + "." + source.option("tables");

    for (String sink : SINKS) {
      ConnectorFile file =
          ConnectorFile.read(project.example("single-table/sink-" + sink + ".json"));
      assertThat(file.option("topics")).isEqualTo(topic);
    }
  }

  /** Both are there, one to be read and one to be posted. */
  @Test
  void theSinksOfTheSingleTableHaveTheMappingsBesideThem() throws IOException {
    for (String sink : SINKS) {
      Path beside = project.example("single-table/mapping-" + sink + ".yaml");
      ConnectorFile file =
          ConnectorFile.read(project.example("single-table/sink-" + sink + ".json"));
      assertThat(MappingParser.parse(file.option("transforms.row.mapping")))
          .isEqualTo(MappingParser.parse(Files.readString(beside)));
    }
  }

  private static String preview(Path mapping, Path items) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    int code =
        command.execute(
            "preview", "--mapping", mapping.toString(), "--items", items.toString(), "--json");
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private static Set<String> columns(String previewed) throws IOException {
    Set<String> columns = new HashSet<>();
    for (String line : previewed.lines().toList()) {
      JsonNode row = JSON.readTree(line);
      row.get("key").fieldNames().forEachRemaining(columns::add);
      row.get("columns").fieldNames().forEachRemaining(columns::add);
    }
    return columns;
  }

  private static Set<String> columnsOfTheTable(Path folder, String sample) throws IOException {
    String schema = Files.readString(folder.resolve("schema.cql"));
    int start = schema.indexOf("aws." + sample.replace('-', '_') + " (");
    String table = schema.substring(start, schema.indexOf(");", start));
    Set<String> columns = new HashSet<>();
    table.lines().skip(1).forEach(line -> columns.add(line.strip().replaceFirst(" .*", "")));
    return columns;
  }
}
