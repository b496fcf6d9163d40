package dev.messina.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.verification.check.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the verification of a whole table has said last. A later one may begin where it ended, and
 * looks at nothing but what has changed since.
 *
 * @param deployment what was verified: table, topic, target and all options that say what rows are
 * @param verdict {@code verified} or {@code differences}
 * @param at when it was said
 * @param until all changes up to here were applied and looked at
 * @param topic by partition, the offset from which the topic holds every change since
 */
public record LastVerified(
    String deployment,
    Report.Verdict verdict,
    Instant at,
    Instant until,
    Map<Integer, Long> topic) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "verified.json";
  private static final List<String> OF_NO_ROW =
      List.of("tasks.max", "errors.", "consumer.override.", "scylladb.password");

  public LastVerified {
    topic = Map.copyOf(topic);
  }

  /** Whether a later verification may begin there. */
  public boolean isVerified() {
    return verdict == Report.Verdict.VERIFIED;
  }

  /** What is deployed, in the words of {@link #deployment}. */
  public static String deployment(Migration migration) {
    Map<String, String> options = new TreeMap<>(migration.sink().config());
    options.keySet().removeIf(name -> OF_NO_ROW.stream().anyMatch(name::startsWith));
    return "%s %s %s %08x"
        .formatted(migration.table(), migration.topic(), migration.target(), Objects.hash(options));
  }

  /** Where it is kept, unless somebody says otherwise. */
  public static Path folder(Migration migration) {
    return Path.of(".messina", "verify", migration.sink().name() + "-" + migration.target());
  }

  /**
   * What a folder holds; empty if nothing was verified yet.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static Optional<LastVerified> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      Map<Integer, Long> topic = new HashMap<>();
      json.path("topic")
          .properties()
          .forEach(entry -> topic.put(Integer.valueOf(entry.getKey()), entry.getValue().asLong()));
      return Optional.of(
          new LastVerified(
              json.path("deployment").asText(),
              Report.Verdict.valueOf(json.path("verdict").asText().toUpperCase(Locale.ROOT)),
              Instant.parse(json.path("at").asText()),
              Instant.parse(json.path("verified_frontier").asText()),
              topic));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The file " + file + " cannot be read", unreadable);
    }
  }

  /** Replaces what a folder holds, which is made if it is not there. */
  void write(Path folder) {
    ObjectNode json = JSON.createObjectNode();
    json.put("deployment", deployment).put("verdict", ReportForms.word(verdict));
    json.put("at", at.toString()).put("verified_frontier", until.toString());
    ObjectNode offsets = json.putObject("topic");
    new TreeMap<>(topic).forEach((number, offset) -> offsets.put(number.toString(), offset));
    try {
      Files.createDirectories(folder);
      Path next = folder.resolve(FILE + ".next");
      Files.writeString(next, json.toString());
      Files.move(
          next,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      throw new UncheckedIOException("The verdict cannot be kept in " + folder, full);
    }
  }
}
