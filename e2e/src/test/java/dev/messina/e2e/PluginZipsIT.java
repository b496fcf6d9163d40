package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.local.Project;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedStack.class)
class PluginZipsIT {

  private static final List<String> PROVIDED_BY_THE_WORKER =
      List.of(
          "kafka-clients",
          "connect-api",
          "connect-json",
          "connect-transforms",
          "slf4j-api",
          "log4j",
          "logback",
          "lz4-java",
          "snappy-java",
          "zstd-jni");

  static Stream<Path> zips() {
    return Project.current().pluginZips(System.getProperty("project.version")).stream();
  }

  @Test
  void aStockWorkerListsThePlugins(Services services) {
    assertThat(services.connect().plugins())
        .contains(
            "dev.messina.source.DynamoDbSourceConnector",
            "dev.messina.sink.ScyllaSinkConnector",
            "dev.messina.transforms.ItemToRow");
  }

  @ParameterizedTest
  @MethodSource("zips")
  void aZipHasTheLayoutOfConfluentHub(Path zip) throws IOException {
    List<String> entries = entries(zip);
    String folder = entries.get(0).substring(0, entries.get(0).indexOf('/') + 1);

    assertThat(entries).allMatch(entry -> entry.startsWith(folder));
    assertThat(entries)
        .contains(folder + "manifest.json", folder + "doc/LICENSE", folder + "doc/README.md");
    assertThat(entries).anyMatch(entry -> entry.matches(folder + "etc/.+\\.json"));
    assertThat(entries).anyMatch(entry -> entry.matches(folder + "lib/messina-.+\\.jar"));
    JsonNode manifest = manifest(zip, folder);
    assertThat(manifest.path("version").asText()).isEqualTo(System.getProperty("project.version"));
    assertThat(manifest.path("component_types").size()).isPositive();
    assertThat(folder)
        .isEqualTo(
            manifest.path("owner").path("username").asText()
                + "-"
                + manifest.path("name").asText()
                + "-"
                + manifest.path("version").asText()
                + "/");
  }

  @ParameterizedTest
  @MethodSource("zips")
  void aZipBringsNothingThatTheWorkerProvides(Path zip) throws IOException {
    assertThat(entries(zip))
        .noneMatch(
            entry ->
                PROVIDED_BY_THE_WORKER.stream()
                    .anyMatch(provided -> entry.contains("lib/" + provided)));
  }

  private static List<String> entries(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static JsonNode manifest(Path zip, String folder) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return new ObjectMapper()
          .readTree(file.getInputStream(file.getEntry(folder + "manifest.json")));
    }
  }
}
