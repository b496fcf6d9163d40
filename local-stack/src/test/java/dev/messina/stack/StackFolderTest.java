package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFolderTest {
  @TempDir Path root;

  @Test
  void leavesAFolderAloneThatIsNotAStacks() throws IOException {
    Path precious = Files.createDirectories(root.resolve("data")).resolve("precious.txt");
    Files.writeString(precious, "keep");
    assertThatThrownBy(() -> StackFolder.at(root).makeFresh())
        .hasMessage(root + " holds files that are not a stack's: give an empty or a new folder");
    assertThat(precious).hasContent("keep");
  }

  @Test
  void emptiesTheFolderOfAnEarlierStack() throws IOException {
    StackFolder folder = StackFolder.at(root);
    folder.makeFresh();
    Path old = Files.writeString(folder.data("kafka").resolve("old"), "old");
    folder.makeFresh();
    assertThat(old).doesNotExist();
    assertThat(folder.plugins()).isEmptyDirectory();
  }

  @Test
  void refusesTheFolderOfARunningStackAndKeepsItsState() throws IOException {
    StackFolder folder = StackFolder.at(root);
    folder.makeFresh();
    Process sleeper = new ProcessBuilder("sleep", "600").start();
    try {
      folder.stateFile().write(List.of(entry(sleeper)));
      assertThatThrownBy(folder::makeFresh)
          .hasMessage(
              "A stack is running in %s (kafka, pid %d): stop it first or give another folder",
              root, sleeper.pid());
      assertThat(folder.stateFile().read()).hasSize(1);
    } finally {
      sleeper.destroyForcibly();
    }
  }

  private StateFile.Entry entry(Process process) {
    long startedAtMs = process.info().startInstant().orElseThrow().toEpochMilli();
    return new StateFile.Entry(
        Service.KAFKA,
        "kafka",
        "127.0.0.1:1",
        process.pid(),
        startedAtMs,
        "log",
        "/",
        List.of("sleep", "600"),
        false);
  }
}
