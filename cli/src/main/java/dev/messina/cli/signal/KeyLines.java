package dev.messina.cli.signal;

import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keys of items in a file, without asking DynamoDB which attributes they have. */
public final class KeyLines {

  private static final Set<AttributeValue.Type> KEY_TYPES =
      Set.of(AttributeValue.Type.S, AttributeValue.Type.N, AttributeValue.Type.B);

  private KeyLines() {}

  /**
   * Reads DynamoDB JSON, one key a line.
   *
   * @throws IllegalArgumentException if a line can be no key, or there is none; without values
   */
  public static Set<ItemKey> read(Path file) throws IOException {
    Set<ItemKey> keys = new LinkedHashSet<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          keys.add(key(lines.get(i)));
        } catch (IllegalArgumentException noKey) {
          throw new IllegalArgumentException(
              "Line %d of %s is no key: %s".formatted(i + 1, file, noKey.getMessage()), noKey);
        }
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("There is no key in " + file + ".");
    }
    return keys;
  }

  private static ItemKey key(String line) {
    Map<String, AttributeValue> attributes = ItemJson.read(line);
    boolean isKey =
        (attributes.size() == 1 || attributes.size() == 2)
            && attributes.values().stream().allMatch(one -> KEY_TYPES.contains(one.type()));
    if (!isKey) {
      throw new IllegalArgumentException(
          "it must read like {\"id\":{\"S\":\"...\"}}, with one or two attributes of type S, N or"
              + " B.");
    }
    try {
      return new ItemKey(attributes);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException("its N is no number.", noNumber);
    }
  }
}
