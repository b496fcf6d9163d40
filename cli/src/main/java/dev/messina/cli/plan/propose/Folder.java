package dev.messina.cli.plan.propose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes proposals where nothing of somebody else is lost. */
public final class Folder {

  private Folder() {}

  /**
   * Says which files would be written over: those that are there with another text.
   *
   * @param files text by name
   */
  public static List<String> changed(Path folder, Map<String, String> files) throws IOException {
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (Files.exists(path) && !Files.readString(path).equals(file.getValue())) {
        changed.add(file.getKey());
      }
    }
    return changed;
  }

  public static void write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
