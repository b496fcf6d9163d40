package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
  @TempDir Path folder;

  @Test
  void unzipsIntoAFolderOfTheZipsName() throws IOException {
    Path zip = zip("owner-sink-1.0.zip", "owner-sink-1.0/lib/a.jar");
    new PluginFolder(folder.resolve("plugins")).unzip(zip);
    assertThat(folder.resolve("plugins/owner-sink-1.0/owner-sink-1.0/lib/a.jar"))
        .hasContent("content of owner-sink-1.0/lib/a.jar");
  }

  @Test
  void writesNothingOutsideOfItsFolder() throws IOException {
    Path zip = zip("evil.zip", "../../escaped.txt");
    PluginFolder plugins = new PluginFolder(folder.resolve("plugins"));
    assertThatThrownBy(() -> plugins.unzip(zip))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("../../escaped.txt");
    assertThat(folder.resolve("escaped.txt")).doesNotExist();
    assertThat(folder.resolve("plugins/escaped.txt")).doesNotExist();
  }

  @Test
  void saysHowToMakeAMissingZip() {
    Path missing = folder.resolve("sink.zip");
    assertThatThrownBy(() -> new PluginFolder(folder).unzip(missing))
        .hasMessage("Plugin " + missing + " is missing: run ./mvnw -DskipTests package");
  }

  @Test
  void refusesWhatIsNoZip() throws IOException {
    Path jar = Files.writeString(folder.resolve("sink.jar"), "");
    assertThatThrownBy(() -> new PluginFolder(folder).unzip(jar))
        .hasMessage("Plugin " + jar + " is no zip: give the zip that the build made");
  }

  private Path zip(String name, String entry) throws IOException {
    Path zip = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(("content of " + entry).getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    return zip;
  }
}
