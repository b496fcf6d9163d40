package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.stack.CassandraNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of 400 KB, a server that does not answer, a heap of 256 MB. */
class StalledServerIT {

  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();

  private Process process;

  @AfterEach
  void endBoth() {
    NODE.process().resume();
    process.destroyForcibly();
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void memoryIsBoundedWhileTheServerStallsAndNothingIsLost() throws Exception {
    CQL.execute("DROP TABLE IF EXISTS shop.documents");
    CQL.execute("CREATE TABLE shop.documents (pk text PRIMARY KEY, body text)");
    process = start();
    BufferedReader words = process.inputReader(StandardCharsets.UTF_8);
    assertThat(words.readLine()).isEqualTo("started");
    NODE.process().suspend();
    process.outputWriter(StandardCharsets.UTF_8).append("go\n").flush();
    for (int round = 0; round < 4; round++) {
      assertThat(words.readLine()).as("round %s", round).isEqualTo("refused");
    }
    NODE.process().resume();
    assertThat(words.lines().reduce((earlier, last) -> last)).contains("written");
    assertThat(process.waitFor()).isZero();
    assertThat(CQL.execute("SELECT pk FROM shop.documents").all()).hasSize(SmallHeapTask.RECORDS);
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeapTask.class.getName(),
            NODE.contactPoint(),
            NODE.localDatacenter())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
