package dev.messina.source.export;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to look for an export: the prefix that it was given, the folder {@code AWSDynamoDB} below
 * it, or the export's own folder in there.
 *
 * @param bucket empty where it is a folder in the file system
 * @param folder a prefix of keys, empty or ending in {@code /}; in the file system the path below
 *     its root
 */
public record ExportLocation(Optional<String> bucket, String folder) {

  private static final String SUMMARY = "manifest-summary.json";
  private static final String FILE = "file:";
  private static final Pattern S3 =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?", Pattern.DOTALL);

  /**
   * Reads {@code s3://bucket/prefix} or {@code file:/folder}; the address of the summary of an
   * export stands for its folder.
   *
   * @throws IllegalArgumentException if it is neither; the message says how to write it
   */
  public static ExportLocation parse(String text) {
    if (text.startsWith(FILE)) {
      return new ExportLocation(Optional.empty(), folder(pathOf(text)));
    }
    Matcher s3 = S3.matcher(text);
    if (!s3.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no place of an export; write it as s3://bucket/prefix or file:/folder");
    }
    String prefix = s3.group(2) == null ? "" : s3.group(2);
    return new ExportLocation(Optional.of(s3.group(1)), folder(prefix));
  }

  /**
   * The file system as the store of a location in it.
   *
   * @throws IllegalStateException if it is in a bucket
   */
  public ObjectStore folderStore() {
    if (bucket.isPresent()) {
      throw new IllegalStateException(this + " is in a bucket");
    }
    return new FolderStore(Path.of("/").toAbsolutePath().getRoot());
  }

  /** For messages: as it is written, but for escapes. */
  @Override
  public String toString() {
    return bucket.map(name -> "s3://" + name + "/").orElse("file:/") + folder;
  }

  private static String folder(String prefix) {
    String folder = prefix;
    if (folder.equals(SUMMARY) || folder.endsWith("/" + SUMMARY)) {
      folder = folder.substring(0, folder.length() - SUMMARY.length());
    }
    return folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
  }

  private static String pathOf(String text) {
    try {
      Path path = Path.of(URI.create(text)).normalize();
      return path.getRoot().relativize(path).toString();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no place of an export; write a whole path as file:/folder, a space as %20",
          e);
    }
  }
}
