package dev.messina.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorFileTest {

  @TempDir private Path folder;

  @Test
  void readsNameAndConfiguration() throws IOException {
    ConnectorFile file = read("{\"name\":\"n\",\"config\":{\"b\":\"1\",\"a\":2}}");
    assertThat(file.name()).isEqualTo("n");
    assertThat(file.config().entrySet()).hasToString("[b=1, a=2]");
    assertThat(file.option("b")).isEqualTo("1");
  }

  @Test
  void refusesAFileThatIsNoConnector() {
    assertThatThrownBy(() -> read("{\"connector.class\":\"x\"}"))
        .hasMessageEndingWith("connector.json is no connector: it needs \"name\" and \"config\".");
  }

  @Test
  void namesTheOptionThatIsMissing() {
    assertThatThrownBy(() -> new ConnectorFile("n", Map.of()).option("topics"))
        .hasMessage("Connector n has no option topics.");
  }

  @Test
  void replacesTheAddressesOfTheExamples() {
    Addresses addresses =
        new Addresses(
            "127.0.0.1:1",
            URI.create("http://127.0.0.1:2"),
            URI.create("http://127.0.0.1:3/"),
            "127.0.0.1:4");
    ConnectorFile file =
        new ConnectorFile(
            "n",
            Map.of(
                "kafka", "localhost:9092",
                "connect", "http://localhost:8083",
                "dynamodb", "http://localhost:8000",
                "cql", "localhost:9042",
                "table", "localhost"));
    assertThat(file.at(addresses).config())
        .containsOnly(
            Map.entry("kafka", "127.0.0.1:1"),
            Map.entry("connect", "http://127.0.0.1:2"),
            Map.entry("dynamodb", "http://127.0.0.1:3"),
            Map.entry("cql", "127.0.0.1:4"),
            Map.entry("table", "localhost"));
  }

  private ConnectorFile read(String json) throws IOException {
    return ConnectorFile.read(Files.writeString(folder.resolve("connector.json"), json));
  }
}
