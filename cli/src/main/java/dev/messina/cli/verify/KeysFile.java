package dev.messina.cli.verify;

import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keys of items in a file: DynamoDB JSON, one a line; other attributes are skipped. */
public final class KeysFile {

  private KeysFile() {}

  /**
   * @throws IllegalArgumentException if a line is no key of the table; without values
   */
  public static Set<ItemKey> read(Path file, SourceItems items) {
    Set<ItemKey> keys = new LinkedHashSet<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        if (!lines.get(i).isBlank()) {
          keys.add(items.keyOf(ItemJson.read(lines.get(i))));
        }
      } catch (IllegalArgumentException noKey) {
        throw new IllegalArgumentException(
            "Line %d of %s is no key of table '%s': %s"
                .formatted(i + 1, file, items.table(), noKey.getMessage()),
            noKey);
      }
    }
    return keys;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("File " + file + " cannot be read", unreadable);
    }
  }
}
