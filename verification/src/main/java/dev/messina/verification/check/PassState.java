package dev.messina.verification.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a full pass stands, so that it goes on there when it was stopped.
 *
 * @param setup equal for two runs that would compare the same
 * @param began when the pass began
 * @param topic by partition, the offset from which changes are looked at again
 * @param slices how many slices the token ring is cut into, as a power of two
 * @param segments by number, where the scan stands
 * @param items those with an open difference
 */
record PassState(
    String setup,
    Instant began,
    Map<Integer, Long> topic,
    int slices,
    Map<Integer, Segment> segments,
    Set<ItemKey> items) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "pass.json";

  /**
   * Where the scan of a segment stands.
   *
   * @param after the key after which the next page begins; empty at the beginning
   */
  record Segment(Map<String, AttributeValue> after, boolean done, long items) {
    static final Segment BEGINNING = new Segment(Map.of(), false, 0);
  }

  PassState {
    topic = Map.copyOf(topic);
    segments = Map.copyOf(segments);
    items = Set.copyOf(items);
  }

  /** What a run before has left in a folder; empty if there is none, or one of another setup. */
  static Optional<PassState> read(Path folder, String setup) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      return json.path("setup").asText().equals(setup) ? Optional.of(of(json)) : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The state in " + folder + " cannot be read", unreadable);
    }
  }

  private static PassState of(JsonNode json) {
    Map<Integer, Long> topic = new HashMap<>();
    json.path("topic")
        .properties()
        .forEach(entry -> topic.put(Integer.valueOf(entry.getKey()), entry.getValue().asLong()));
    Map<Integer, Segment> segments = new HashMap<>();
    json.path("segments")
        .properties()
        .forEach(entry -> segments.put(Integer.valueOf(entry.getKey()), segment(entry.getValue())));
    Set<ItemKey> items = new LinkedHashSet<>();
    json.path("items").forEach(item -> items.add(new ItemKey(ItemJson.read(item.asText()))));
    return new PassState(
        json.path("setup").asText(),
        Instant.ofEpochMilli(json.path("began_ms").asLong()),
        topic,
        json.path("slice_bits").asInt(),
        segments,
        items);
  }

  private static Segment segment(JsonNode json) {
    return new Segment(
        ItemJson.read(json.path("after").asText("{}")),
        json.path("done").asBoolean(),
        json.path("items").asLong());
  }

  /** Replaces what stands in the folder. */
  void write(Path folder) {
    ObjectNode json = JSON.createObjectNode();
    json.put("setup", setup).put("began_ms", began.toEpochMilli()).put("slice_bits", slices);
    ObjectNode offsets = json.putObject("topic");
    topic.forEach((partition, offset) -> offsets.put(partition.toString(), offset));
    ObjectNode parts = json.putObject("segments");
    segments.forEach(
        (number, segment) ->
            parts
                .putObject(number.toString())
                .put("after", ItemJson.write(segment.after()))
                .put("done", segment.done())
                .put("items", segment.items()));
    items.forEach(item -> json.withArray("items").add(item.toString()));
    try {
      Path next = folder.resolve(FILE + ".next");
      Files.writeString(next, JSON.writeValueAsString(json));
      Files.move(
          next,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree is always JSON", impossible);
    } catch (IOException full) {
      throw new UncheckedIOException("The state cannot be kept in " + folder, full);
    }
  }

  /** Removes what stands in a folder that a finished pass has left. */
  static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException busy) {
      throw new UncheckedIOException("The state in " + folder + " cannot be removed", busy);
    }
  }
}
