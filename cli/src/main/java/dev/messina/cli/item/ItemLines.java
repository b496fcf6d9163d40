package dev.messina.cli.item;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Items as lines of text: those of a file, packed or not, or of all data files of an export in a
 * folder. Checksums of exports are not looked at; the source does that.
 */
public final class ItemLines {

  private static final String PACKED = ".gz";
  private static final String DATA_FILE = ".json.gz";
  private static final String ION_FILE = ".ion.gz";

  /** From a prefix: AWSDynamoDB, the export's id, data. */
  private static final int DEPTH = 4;

  private static final int BUFFER = 1 << 16;

  private ItemLines() {}

  /**
   * Opens them.
   *
   * @param path a file, or an export's folder or one above it
   * @throws IllegalArgumentException if the folder has no data file in JSON
   */
  public static BufferedReader open(Path path) throws IOException {
    InputStream bytes =
        Files.isDirectory(path)
            ? new SequenceInputStream(new Opened(dataFiles(path).iterator()))
            : unpacked(path);
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  private static List<Path> dataFiles(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
      List<Path> all = walk.sorted().toList();
      List<Path> files = all.stream().filter(file -> isNamed(file, DATA_FILE)).toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException(
            "Folder "
                + folder
                + " has no data file of an export, *"
                + DATA_FILE
                + (all.stream().anyMatch(file -> isNamed(file, ION_FILE))
                    ? ", but some in Ion, which this command does not read. Export as"
                        + " DYNAMODB_JSON."
                    : ". Give the folder that it was copied to, or a file of items."));
      }
      return files;
    }
  }

  private static boolean isNamed(Path file, String suffix) {
    return file.getFileName().toString().endsWith(suffix);
  }

  private static InputStream unpacked(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return isNamed(file, PACKED) && Files.size(file) > 0
        ? new GZIPInputStream(bytes, BUFFER)
        : bytes;
  }

  /** Opens each file when its turn comes, and ends its last line. */
  private static final class Opened implements Enumeration<InputStream> {

    private final Iterator<Path> files;
    private boolean endOfLine;

    Opened(Iterator<Path> files) {
      this.files = files;
    }

    @Override
    public boolean hasMoreElements() {
      return endOfLine || files.hasNext();
    }

    @Override
    public InputStream nextElement() {
      if (endOfLine) {
        endOfLine = false;
        return new ByteArrayInputStream(new byte[] {'\n'});
      }
      endOfLine = true;
      Path file = files.next();
      try {
        return unpacked(file);
      } catch (IOException unreadable) {
        throw new UncheckedIOException("File " + file + " cannot be read", unreadable);
      }
    }
  }
}
