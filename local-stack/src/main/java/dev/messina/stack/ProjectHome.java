package dev.messina.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The top folder of the project, under which the build left the class path of each service.
 *
 * <p>It is the system property {@code messina.home} if that is set, else the nearest folder from
 * the given one upwards that holds {@code mvnw} and {@code local-stack}.
 */
record ProjectHome(Path root) {
  static final String PROPERTY = "messina.home";

  static ProjectHome above(Path start) {
    String configured = System.getProperty(PROPERTY);
    if (configured != null) {
      return new ProjectHome(Path.of(configured).toAbsolutePath());
    }
    for (Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw"))
          && Files.isDirectory(folder.resolve("local-stack"))) {
        return new ProjectHome(folder);
      }
    }
    throw new IllegalStateException(
        "The project is not found above "
            + start.toAbsolutePath()
            + ": start from inside it or set -D"
            + PROPERTY);
  }

  /**
   * The class path of one of the folders in {@code local-stack/services}.
   *
   * @throws IllegalStateException when the build has not written it, or its jars have been deleted
   */
  String classPath(String service) {
    Path file = target(service).resolve("classpath");
    if (!Files.exists(file)) {
      throw missing("The class path of " + service + " is missing at " + file);
    }
    String classPath = read(file).strip();
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      if (!Files.exists(Path.of(jar))) {
        throw missing("A jar of " + service + " is missing at " + jar);
      }
    }
    return classPath;
  }

  /**
   * The jar that starts the schema registry and names its libraries.
   *
   * @throws IllegalStateException when the build has not unpacked it
   */
  Path registry() {
    Path distribution = present(target("registry").resolve("distribution"));
    try (Stream<Path> files = Files.list(distribution)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> missing("The schema registry is missing in " + distribution));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + distribution, unreadable);
    }
  }

  /**
   * The folder of a worker's plugin path with the converters that speak to the registry.
   *
   * @throws IllegalStateException when the build has not filled it
   */
  Path converters() {
    return present(target("converters").resolve("plugins"));
  }

  private static Path present(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw missing("The folder " + folder + " is missing");
    }
    return folder;
  }

  private Path target(String service) {
    return root.resolve("local-stack").resolve("services").resolve(service).resolve("target");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + file, unreadable);
    }
  }

  private static IllegalStateException missing(String what) {
    return new IllegalStateException(what + ": run ./mvnw -DskipTests package");
  }
}
