package dev.messina.cli.end;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.ready.Gate;
import dev.messina.cli.ready.ReadySettings;
import dev.messina.cli.ready.TombstoneOptions;
import dev.messina.cli.status.StatusForms;
import dev.messina.cli.verify.LastVerified;
import dev.messina.cli.verify.Migration;
import dev.messina.cli.verify.MigrationSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what there is of a migration in a folder. It removes nothing. For one use. */
public final class End {

  private static final Logger LOG = LoggerFactory.getLogger(End.class);
  private static final Duration REST_PATIENCE = Duration.ofSeconds(20);
  private static final Duration ANY = Duration.ofDays(36_500);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String CUTOVER = "cutover.json";

  private final MigrationSettings where;
  private final Places places;
  private final List<String> kept = new ArrayList<>();
  private final Map<String, String> missing = new TreeMap<>();

  /**
   * Where reports are.
   *
   * @param archive where the folder is made, and cut-overs have left theirs; empty for the usual
   * @param state where {@code messina verify} has left its verdict; empty for the usual
   */
  public record Places(Optional<Path> archive, Optional<Path> state) {}

  public End(MigrationSettings where, Places places) {
    this.where = where;
    this.places = places;
  }

  /**
   * Runs once.
   *
   * @throws IllegalArgumentException if the two connectors are no migration; in one line
   * @throws UncheckedIOException if the folder cannot be written
   * @throws RuntimeException if Connect does not answer
   */
  public EndReport run() {
    ConnectRest connect = new ConnectRest(where::connect, REST_PATIENCE);
    ReadySettings any = new ReadySettings(where, ANY, ANY, Set.of(), Set.of(), places.state());
    try (Gate gate = new Gate(any)) {
      Migration migration = gate.migration();
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      String name = migration.sink().name() + "-" + migration.target();
      Path reports = places.archive().orElseGet(() -> Path.of(".messina", "cutover")).resolve(name);
      Path folder = reports.resolve("end-" + NAME.format(now));
      make(folder);
      keep(folder, "connectors.json", () -> connectors(migration));
      keep(folder, "offsets.json", () -> offsets(connect, migration));
      keep(folder, "status.json", () -> StatusForms.json(List.of(gate.status()), now).toString());
      copy(places.state().orElseGet(() -> LastVerified.folder(migration)), "verified.json", folder);
      copy(Path.of(".messina", "repair"), name + ".jsonl", folder);
      Optional<TombstoneOptions> target = ask("the target's options", gate::tombstones);
      return new EndReport(
          now,
          folder,
          kept,
          missing,
          wentOver(reports),
          Remains.of(
              migration,
              where.connect(),
              connect.connectors().values(),
              target.flatMap(TombstoneOptions::restore)));
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException refused) {
      throw new UncheckedIOException("The archive " + folder + " cannot be made", refused);
    }
  }

  private static String connectors(Migration migration) {
    ObjectNode json = JSON.createObjectNode();
    Stream.of(migration.source(), migration.sinkFile())
        .forEach(one -> json.set(one.name(), JSON.valueToTree(Secrets.hidden(one))));
    return json.toPrettyString();
  }

  private static String offsets(ConnectRest connect, Migration migration) {
    ObjectNode json = JSON.createObjectNode();
    for (String name : List.of(migration.source().name(), migration.sink().name())) {
      List<JsonNode> offsets = connect.offsets(name);
      json.putArray(name).addAll(offsets);
    }
    return json.toString();
  }

  private void keep(Path folder, String file, Supplier<String> text) {
    ask(file, text).ifPresent(found -> write(folder.resolve(file), found));
  }

  private void write(Path file, String text) {
    try {
      Files.writeString(file, text + "\n");
    } catch (IOException refused) {
      throw new UncheckedIOException("The file " + file + " cannot be written", refused);
    }
    kept.add(file.getFileName().toString());
  }

  private void copy(Path from, String file, Path folder) {
    try {
      if (Files.exists(from.resolve(file))) {
        Files.copy(from.resolve(file), folder.resolve(file));
        kept.add(file);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(
          "The file " + from.resolve(file) + " cannot be copied to " + folder, refused);
    }
  }

  private <T> Optional<T> ask(String what, Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (RuntimeException noAnswer) {
      LOG.warn("Not all can be kept", noAnswer);
      String message = noAnswer.getMessage() == null ? noAnswer.toString() : noAnswer.getMessage();
      missing.put(what, message.lines().findFirst().orElse(message));
      return Optional.empty();
    }
  }

  /** Whether one of the cut-overs that have left a folder here has ended with go. */
  private static boolean wentOver(Path reports) {
    try (Stream<Path> folders = Files.list(reports)) {
      for (Path file : folders.map(one -> one.resolve(CUTOVER)).filter(Files::exists).toList()) {
        if (JSON.readTree(Files.readString(file)).path("state").asText().equals("go")) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The reports in " + reports + " cannot be read", unreadable);
    }
  }
}
