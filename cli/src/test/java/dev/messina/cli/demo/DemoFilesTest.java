package dev.messina.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.demo.workload.Catalogue;
import dev.messina.cli.local.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoFilesTest {

  private static final Pattern COLUMN = Pattern.compile("(?m)^  \"((?:[^\"]|\"\")+)\" (.+),$");

  private final Project project = Project.current();

  @Test
  void theTableHasAHundredColumnsForWhichValuesCanBeInvented() throws IOException {
    Map<String, String> columns = columns();
    assertThat(columns).hasSize(100);
    assertThat(Catalogue.of(columns).size()).isEqualTo(98);
  }

  @Test
  void theTableHasTheNamesThatOthersStumbleOver() throws IOException {
    assertThat(columns().keySet())
        .contains("Id", "id", "select", "first name", "address.street", "⛵", "double \"quotes\"")
        .anyMatch(name -> name.getBytes(StandardCharsets.UTF_8).length == 200);
  }

  @Test
  void theSinkReadsTheTopicOfTheSourcesTable() throws IOException {
    ConnectorFile source = ConnectorFile.read(project.example("demo/source.json"));
    ConnectorFile sink = ConnectorFile.read(project.example("demo/sink.json"));
    assertThat(sink.option("topics"))
        .isEqualTo(source.option("topic.prefix") + "." + source.option("tables"));
    assertThat(Demo.CONNECTORS).containsExactly(source.name(), sink.name());
  }

  private Map<String, String> columns() throws IOException {
    Map<String, String> columns = new HashMap<>();
    Matcher column = COLUMN.matcher(Files.readString(project.example("demo/table.cql")));
    while (column.find()) {
      columns.put(column.group(1).replace("\"\"", "\""), column.group(2));
    }
    return columns;
  }
}
