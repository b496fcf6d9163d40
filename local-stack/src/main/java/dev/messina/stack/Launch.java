package dev.messina.stack;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * All that it takes to start a service, and to start it again.
 *
 * @param leashed whether standard input stays open in this process, so that the service ends with
 *     it
 */
record Launch(
    Service kind,
    String name,
    String address,
    List<String> command,
    Path workingFolder,
    Path log,
    boolean leashed) {
  private static final File NOTHING = new File("/dev/null");

  Launch {
    command = List.copyOf(command);
  }

  Process spawn() throws IOException {
    Files.writeString(
        log,
        "--- " + name + " starts, " + Instant.now() + System.lineSeparator(),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return new ProcessBuilder(command)
        .directory(workingFolder.toFile())
        .redirectInput(
            leashed ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.from(NOTHING))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
