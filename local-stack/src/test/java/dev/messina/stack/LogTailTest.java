package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder;

  @Test
  void givesTheLastLinesOfALongFile() throws IOException {
    Path log = folder.resolve("long.log");
    Files.write(log, IntStream.range(0, 50_000).mapToObj(number -> "line " + number).toList());
    assertThat(LogTail.of(log, 2)).containsExactly("line 49998", "line 49999");
  }

  @Test
  void givesAllLinesOfAShortFile() throws IOException {
    Path log = Files.writeString(folder.resolve("short.log"), "one\ntwo");
    assertThat(LogTail.of(log, 30)).containsExactly("one", "two");
  }

  @Test
  void givesNothingWhenThereIsNoFile() throws IOException {
    assertThat(LogTail.of(folder.resolve("none.log"), 30)).isEmpty();
  }
}
