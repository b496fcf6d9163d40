package dev.messina.source.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in the file system, below which keys are paths. It stands for a bucket where exports
 * were copied to, and has nothing to close.
 *
 * @param root an absolute path
 */
public record FolderStore(Path root) implements ObjectStore {

  @Override
  public InputStream open(String key) {
    Path file = root.resolve(key);
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new ExportException(
          "There is no file " + address(key) + ". Copy the export again, all of its files.");
    } catch (AccessDeniedException e) {
      throw notReadable(key);
    } catch (IOException e) {
      throw new ExportException("Cannot open " + address(key) + ": " + e.getMessage() + ".", e);
    }
  }

  @Override
  public List<String> list(String folder) {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside
          .map(each -> each.getFileName() + (Files.isDirectory(each) ? "/" : ""))
          .sorted()
          .toList();
    } catch (AccessDeniedException e) {
      throw notReadable(folder);
    } catch (IOException e) {
      throw new ExportException("Cannot list " + address(folder) + ": " + e.getMessage() + ".", e);
    }
  }

  @Override
  public String address(String key) {
    return "file:" + root.resolve(key);
  }

  @Override
  public void close() {}

  private ExportException notReadable(String key) {
    return new ExportException(
        "The worker may not read "
            + address(key)
            + ". Allow it to the user under which the worker runs.");
  }
}
