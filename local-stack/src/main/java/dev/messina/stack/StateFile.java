package dev.messina.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/** What is needed to find the processes of a stack again: {@code stack.json} in its folder. */
record StateFile(Path path) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Replaces the file as a whole, so that no reader ever sees half of it. */
  void write(List<Entry> entries) {
    Path draft = path.resolveSibling(path.getFileName() + ".draft");
    try {
      JSON.writeValue(draft.toFile(), entries);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("Cannot write " + path, unwritable);
    }
  }

  /** Empty when there is no file. */
  List<Entry> read() {
    if (!Files.exists(path)) {
      return List.of();
    }
    try {
      return JSON.readValue(path.toFile(), new TypeReference<List<Entry>>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "Cannot read " + path + ": end its services by hand and delete the file", unreadable);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException locked) {
      throw new UncheckedIOException("Cannot delete " + path, locked);
    }
  }

  /** One service in the file; its components are the file's spelling. */
  record Entry(
      Service kind,
      String name,
      String address,
      long pid,
      long startedAtMs,
      String log,
      String workingFolder,
      List<String> command,
      boolean leashed) {

    static Entry of(ServiceProcess service) {
      Launch launch = service.launch();
      OsProcess process = service.current();
      return new Entry(
          launch.kind(),
          launch.name(),
          launch.address(),
          process.pid(),
          process.startedAt().toEpochMilli(),
          launch.log().toString(),
          launch.workingFolder().toString(),
          launch.command(),
          launch.leashed());
    }

    Launch launch() {
      return new Launch(
          kind, name, address, command, Path.of(workingFolder), Path.of(log), leashed);
    }

    OsProcess process() {
      return OsProcess.known(pid, Instant.ofEpochMilli(startedAtMs));
    }
  }
}
