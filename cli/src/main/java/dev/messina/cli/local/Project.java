package dev.messina.cli.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checked-out project and what its build has left there.
 *
 * @param home the folder of the launcher and the parent pom
 */
public record Project(Path home) {

  private static final String HOME_PROPERTY = "messina.home";

  /**
   * The project that the launcher names, else the one around the current folder.
   *
   * @throws IllegalStateException if there is none
   */
  public static Project current() {
    String named = System.getProperty(HOME_PROPERTY);
    if (named != null) {
      return new Project(Path.of(named).toAbsolutePath());
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("cli"))) {
        return new Project(folder);
      }
    }
    throw new IllegalStateException(
        "Messina's own folder is not found above the current one; start it by its launcher,"
            + " ./messina.");
  }

  /**
   * The zips of both connectors, as they go onto a worker's plugin path.
   *
   * @throws IllegalStateException if one is not built
   */
  public List<Path> pluginZips(String version) {
    return Stream.of("source-dynamodb", "sink-scylla").map(module -> zip(module, version)).toList();
  }

  /** A file of the examples. */
  public Path example(String name) {
    return home.resolve("config-examples").resolve(name);
  }

  private Path zip(String module, String version) {
    Path zip =
        home.resolve(module)
            .resolve("target")
            .resolve("messina-%s-%s.zip".formatted(module, version));
    if (!Files.exists(zip)) {
      throw new IllegalStateException(
          "Plugin " + zip + " is not built; run ./mvnw -DskipTests package.");
    }
    return zip;
  }
}
