package dev.messina.stack;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder of a worker's {@code plugin.path}: each zip gets a folder of its own name. */
record PluginFolder(Path folder) {
  private static final String ZIP = ".zip";

  void unzip(Path zip) throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw new IOException("Plugin " + zip + " is missing: run ./mvnw -DskipTests package");
    }
    String name = zip.getFileName().toString();
    if (!name.endsWith(ZIP)) {
      throw new IOException("Plugin " + zip + " is no zip: give the zip that the build made");
    }
    Path target = folder.resolve(name.substring(0, name.length() - ZIP.length()));
    try (FileSystem contents = FileSystems.newFileSystem(zip)) {
      Path root = contents.getPath("/");
      try (Stream<Path> entries = Files.walk(root)) {
        for (Path entry : (Iterable<Path>) entries::iterator) {
          extract(entry, target.resolve(root.relativize(entry).toString()).normalize(), target);
        }
      }
    }
  }

  /** The zip file system refuses names with {@code ..} itself; this does not rely on it. */
  private static void extract(Path entry, Path file, Path target) throws IOException {
    if (!file.startsWith(target)) {
      throw new IOException("Zip entry " + entry + " points outside of " + target);
    }
    if (Files.isDirectory(entry)) {
      Files.createDirectories(file);
    } else {
      Files.copy(entry, file);
    }
  }
}
