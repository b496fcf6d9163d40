package dev.messina.cli.repair;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What {@code verify --json} has written. */
public final class DifferencesFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SourceItems items;
  private final RowKeyTexts rows;

  private DifferencesFile(SourceItems items, TargetTable table) {
    this.items = items;
    this.rows = new RowKeyTexts(table);
  }

  /**
   * The differences of a file; other lines, but for the summary, are skipped.
   *
   * @throws IllegalArgumentException if it is no such file of this table, or not whole; without
   *     values
   */
  public static List<Wanted> read(Path file, SourceItems items, TargetTable table) {
    Set<Wanted> wanted = new LinkedHashSet<>();
    boolean whole = false;
    DifferencesFile reading = new DifferencesFile(items, table);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String at = "Line " + number++ + " of " + file + " ";
        JsonNode json = json(at, line);
        whole |= json.path("type").asText().equals("summary");
        if (json.path("type").asText().equals("difference")) {
          wanted.add(reading.wanted(at, json));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("File " + file + " cannot be read", unreadable);
    }
    if (!whole) {
      throw new IllegalArgumentException(
          "File " + file + " has no summary: it is not the whole output of verify --json.");
    }
    return List.copyOf(wanted);
  }

  private static JsonNode json(String at, String line) {
    try {
      return line.isBlank() ? JSON.createObjectNode() : JSON.readTree(line);
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException(at + "is not JSON.", noJson);
    }
  }

  private Wanted wanted(String at, JsonNode json) {
    try {
      return new Wanted(
          Optional.of(kind(json)),
          Optional.of(json.path("item")).filter(JsonNode::isObject).map(this::item),
          Optional.of(json.path("row")).filter(JsonNode::isObject).map(this::row),
          Optional.of(seen(json)));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new IllegalArgumentException(
          at
              + "is no difference of table '"
              + items.table()
              + "': "
              + (wrong instanceof DateTimeException ? "'since' is no time" : wrong.getMessage())
              + ".",
          wrong);
    }
  }

  private static DifferenceKind kind(JsonNode json) {
    for (DifferenceKind kind : DifferenceKind.values()) {
      if (kind.word().equals(json.path("class").asText())) {
        return kind;
      }
    }
    throw new IllegalArgumentException("its class is not known");
  }

  private static Wanted.Seen seen(JsonNode json) {
    JsonNode micros = json.path("write_ts_us");
    return new Wanted.Seen(
        Instant.parse(json.path("since").asText()),
        micros.isIntegralNumber() ? OptionalLong.of(micros.asLong()) : OptionalLong.empty());
  }

  private ItemKey item(JsonNode item) {
    return items.keyOf(ItemJson.read(item.toString()));
  }

  private RowKey row(JsonNode row) {
    return rows.read(row);
  }
}
