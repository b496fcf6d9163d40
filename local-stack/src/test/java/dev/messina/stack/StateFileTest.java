package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final StateFile.Entry ENTRY =
      new StateFile.Entry(
          Service.KAFKA,
          "kafka",
          "127.0.0.1:20000",
          4711,
          1_700_000_000_123L,
          "/stack/logs/kafka.log",
          "/stack",
          List.of("java", "@/stack/conf/kafka.args"),
          true);

  @TempDir Path folder;

  @Test
  void readsWhatItWrote() {
    StateFile file = new StateFile(folder.resolve("stack.json"));
    file.write(List.of(ENTRY));
    assertThat(file.read()).containsExactly(ENTRY);
  }

  @Test
  void isEmptyWithoutAFile() {
    assertThat(new StateFile(folder.resolve("stack.json")).read()).isEmpty();
  }

  @Test
  void saysWhatToDoAboutAnUnreadableFile() throws IOException {
    Path path = Files.writeString(folder.resolve("stack.json"), "{");
    assertThatThrownBy(() -> new StateFile(path).read())
        .hasMessage("Cannot read " + path + ": end its services by hand and delete the file");
  }

  @Test
  void givesBackTheLaunch() {
    Launch launch = ENTRY.launch();
    assertThat(launch.name()).isEqualTo("kafka");
    assertThat(launch.command()).containsExactly("java", "@/stack/conf/kafka.args");
    assertThat(launch.leashed()).isTrue();
  }
}
