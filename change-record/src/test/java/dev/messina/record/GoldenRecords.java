package dev.messina.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The golden records: what one change is on the topic and as a row. The writer of the source, the
 * transforms and the sink are all held to these files, so that none of them can drift alone. In
 * them bytes are base64 text, as in JSON on a topic.
 */
public final class GoldenRecords {

  public static final List<String> NAMES =
      List.of(
          "snapshot",
          "create",
          "update",
          "update-of-a-key",
          "delete",
          "delete-by-ttl",
          "repaired-delete",
          "binary-key",
          "binary-key-delete");

  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenRecords() {}

  /**
   * The golden file of that name: {@code topic}, {@code keyAttributes} (DynamoDB JSON), {@code
   * key}, {@code headers}, {@code value} (the envelope) and {@code row} ({@code key} and {@code
   * value}, null for a delete).
   */
  public static JsonNode read(String name) {
    try (InputStream file = GoldenRecords.class.getResourceAsStream("/golden/" + name + ".json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
