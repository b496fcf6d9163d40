package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileTemplateTest {

  @Test
  void putsValuesInTheirPlaces() throws IOException {
    String filled =
        FileTemplate.named("kafka.properties")
            .filledWith(Map.of("port", 20_001, "controllerPort", 20_002, "data", "/stack/data"));
    assertThat(filled)
        .contains("listeners=PLAINTEXT://127.0.0.1:20001,CONTROLLER://127.0.0.1:20002\n")
        .contains("log.dirs=/stack/data\n");
  }

  @Test
  void namesAValueThatIsMissing() throws IOException {
    FileTemplate template = FileTemplate.named("kafka.properties");
    assertThatThrownBy(() -> template.filledWith(Map.of("port", 1, "data", "/")))
        .hasMessage("Template kafka.properties has no value for ${controllerPort}");
  }

  @Test
  void namesATemplateThatIsMissing() {
    assertThatThrownBy(() -> FileTemplate.named("none.yaml"))
        .hasMessageContaining("No template none.yaml");
  }
}
