package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.local.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README at the top: its two commands are run by CI, its JSON is that of an example. */
class FrontPageTest {

  private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final int MOST_WORDS = 700;

  private final Project project = Project.current();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void itsConnectorsAreThoseOfTheSimpleTable() throws IOException {
    List<String> documents = JSON.matcher(page()).results().map(match -> match.group(1)).toList();

    assertThat(documents).hasSize(2);
    requirePart(json.readTree(documents.get(0)), "source");
    requirePart(json.readTree(documents.get(1)), "sink");
  }

  @Test
  void itIsShort() throws IOException {
    assertThat(page().split("\\s+")).hasSizeLessThanOrEqualTo(MOST_WORDS);
  }

  @Test
  void itsTwoCommandsStandAtTheTop() throws IOException {
    List<MatchResult> commands =
        Pattern.compile("```sh\n(.*?)\n```", Pattern.DOTALL).matcher(page()).results().toList();

    assertThat(commands.stream().map(match -> match.group(1)))
        .containsExactly("./messina demo", "./mvnw verify");
  }

  private void requirePart(JsonNode document, String side) throws IOException {
    Path file = project.example("simple-table/" + side + ".json");
    JsonNode example = json.readTree(Files.readString(file));
    assertThat(document.get("name")).isEqualTo(example.get("name"));
    for (Map.Entry<String, JsonNode> option : document.get("config").properties()) {
      assertThat(example.get("config").get(option.getKey()))
          .as(option.getKey())
          .isEqualTo(option.getValue());
    }
  }

  private String page() throws IOException {
    return Files.readString(project.home().resolve("README.md"));
  }
}
