package dev.messina.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairNameTest {

  private static final URI WORKER = URI.create("http://worker:8083");

  @TempDir private Path folder;

  @Test
  void readsSeveralMigrations() throws IOException {
    Path file =
        file(
            """
            {"migrations": [
              {"source": "a", "sink": "b"},
              {"source": "c", "sink": "d", "table": "t", "connect": "http://other:8083"}]}
            """);

    assertThat(PairName.read(file, WORKER))
        .containsExactly(
            new PairName(WORKER, "a", "b", Optional.empty()),
            new PairName(URI.create("http://other:8083"), "c", "d", Optional.of("t")));
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    refused("{", "cannot be read as JSON");
    refused("{}", "names no migration");
    refused("{\"migrations\": []}", "names no migration");
    refused("{\"migrations\": [{\"source\": \"a\"}]}", "Migration 1 of file", "\"sink\"");
    refused(
        "{\"migrations\": [{\"source\": \"a\", \"sink\": \"b\", \"tables\": \"t\"}]}",
        "has 'tables'");
    refused(
        "{\"migrations\": [{\"source\": \"a\", \"sink\": \"b\", \"connect\": \"worker\"}]}",
        "give http://host:port");
  }

  private void refused(String json, String... why) throws IOException {
    Path file = file(json);
    assertThatThrownBy(() -> PairName.read(file, WORKER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(why);
  }

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("migrations.json"), json);
  }
}
