package dev.messina.cli.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemLinesTest {

  @TempDir private Path folder;

  @Test
  void readsAllDataFilesOfAnExport() throws IOException {
    write("AWSDynamoDB/01-ab/data/b.json.gz", "3\n");
    write("AWSDynamoDB/01-ab/data/a.json.gz", "1\n2");
    write("AWSDynamoDB/01-ab/data/empty.json.gz", "");
    Files.write(folder.resolve("AWSDynamoDB/01-ab/data/none.json.gz"), new byte[0]);
    Files.writeString(folder.resolve("AWSDynamoDB/01-ab/manifest-summary.json"), "{}");

    assertThat(lines(folder)).containsExactly("1", "2", "3");
    assertThat(lines(folder.resolve("AWSDynamoDB/01-ab"))).containsExactly("1", "2", "3");
  }

  @Test
  void readsAFilePackedOrNot() throws IOException {
    write("items.jsonl.gz", "1\n2\n");
    Files.writeString(folder.resolve("items.jsonl"), "3\n");

    assertThat(lines(folder.resolve("items.jsonl.gz"))).containsExactly("1", "2");
    assertThat(lines(folder.resolve("items.jsonl"))).containsExactly("3");
  }

  @Test
  void aFolderWithoutItemsIsRefused() throws IOException {
    assertThatThrownBy(() -> lines(folder)).hasMessageContaining("has no data file of an export");
    write("AWSDynamoDB/01-ab/data/a.ion.gz", "$ion_1_0");

    assertThatThrownBy(() -> lines(folder)).hasMessageContaining("Export as DYNAMODB_JSON");
  }

  private static List<String> lines(Path path) throws IOException {
    try (BufferedReader lines = ItemLines.open(path)) {
      return lines.lines().filter(line -> !line.isEmpty()).toList();
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
