package dev.messina.bench.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process of {@link CannedDynamoDb}, seen from the one that measures. */
final class CannedProcess implements AutoCloseable {

  private final Process process;
  private final URI endpoint;

  private CannedProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static CannedProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CannedDynamoDb.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
    return new CannedProcess(process, URI.create("http://127.0.0.1:" + said.readLine()));
  }

  URI endpoint() {
    return endpoint;
  }

  /** How many calls it has answered, this one not among them. */
  long calls() throws IOException {
    try (InputStream answer = endpoint.toURL().openStream()) {
      return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }

  /** Processor time that it has used, in nanoseconds. */
  long cpuNanos() {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
