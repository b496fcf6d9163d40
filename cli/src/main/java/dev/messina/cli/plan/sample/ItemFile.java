package dev.messina.cli.plan.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.item.ItemLines;
import dev.messina.verification.item.ItemJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Items of a file, or of an export: DynamoDB JSON, one a line, as it is or in an export. */
public final class ItemFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ItemFile() {}

  /**
   * Takes items at random, each line with the same chance.
   *
   * @param key the name of the partition key
   * @param most items that are taken
   * @throws IllegalArgumentException if a line is no item; with its number
   */
  public static Sample take(Path file, String key, int most, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> taken = new ArrayList<>();
    long items = 0;
    long at = 0;
    try (BufferedReader lines = ItemLines.open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        at++;
        if (!line.isBlank()) {
          items++;
          int place = taken.size() < most ? taken.size() : (int) random.nextLong(items);
          if (place < most) {
            put(taken, place, item(file, at, line, key));
          }
        }
      }
    }
    boolean isComplete = items <= most;
    return new Sample(
        taken, isComplete, 0, 1, isComplete ? OptionalLong.empty() : OptionalLong.of(items));
  }

  private static void put(List<String> taken, int place, String item) {
    if (place == taken.size()) {
      taken.add(item);
    } else {
      taken.set(place, item);
    }
  }

  private static String item(Path file, long line, String text, String key) {
    try {
      JsonNode json = JSON.readTree(text);
      JsonNode exported = json.size() == 1 ? json.path("Item") : json;
      boolean isWrapped = json.size() == 1 && exported.isObject() && exported.has(key);
      return ItemJson.write(ItemJson.read(isWrapped ? exported.toString() : text));
    } catch (JsonProcessingException | IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "Line %d of %s is no item in DynamoDB JSON, {\"pk\":{\"S\":\"a\"}}; correct or remove it."
              .formatted(line, file),
          malformed);
    }
  }
}
