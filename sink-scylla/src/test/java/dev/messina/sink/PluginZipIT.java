package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The zip as a user unpacks it onto a worker's plugin path. */
class PluginZipIT {

  private static final String NAME = "messina-sink-scylla-" + System.getProperty("project.version");

  @Test
  void hasOneTopFolderWithItsPartsAndTheTransforms() throws IOException {
    assertThat(entries())
        .allMatch(entry -> entry.startsWith(NAME + "/"))
        .contains(NAME + "/manifest.json", NAME + "/doc/LICENSE")
        .anyMatch(entry -> entry.matches(".*/lib/messina-sink-scylla-.*\\.jar"))
        .anyMatch(entry -> entry.matches(".*/lib/messina-transforms-.*\\.jar"))
        .anyMatch(entry -> entry.matches(".*/lib/messina-change-record-.*\\.jar"))
        .anyMatch(entry -> entry.matches(".*/lib/java-driver-core-.*\\.jar"))
        .anyMatch(entry -> entry.matches(".*/etc/.*/sink\\.json"));
  }

  @Test
  void bringsNothingThatTheWorkerProvides() throws IOException {
    assertThat(entries())
        .noneMatch(
            entry ->
                entry.matches(
                    ".*/lib/(kafka-clients|connect-|slf4j-|zstd-jni|lz4-java|snappy-java|"
                        + "jakarta\\.|junit|logback).*"));
  }

  @Test
  void saysWhatItIs() throws IOException {
    try (ZipFile zip = open();
        InputStream file = zip.getInputStream(zip.getEntry(NAME + "/manifest.json"))) {
      JsonNode manifest = new ObjectMapper().readTree(file);
      assertThat(manifest.get("name").asText()).isEqualTo("messina-sink-scylla");
      assertThat(manifest.get("version").asText()).isEqualTo(System.getProperty("project.version"));
      assertThat(manifest.get("component_types")).hasSize(2);
    }
  }

  private static List<String> entries() throws IOException {
    try (ZipFile zip = open()) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private static ZipFile open() throws IOException {
    return new ZipFile("target/" + NAME + ".zip");
  }
}
