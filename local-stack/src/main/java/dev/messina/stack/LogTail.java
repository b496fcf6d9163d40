package dev.messina.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log file, for error messages. */
final class LogTail {
  private static final int BYTES_MAX = 64 * 1024;

  private LogTail() {}

  /** At most so many lines from the end; none if the file does not exist. */
  static List<String> of(Path log, int linesMax) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    List<String> lines = lastBytes(log).lines().toList();
    return lines.subList(Math.max(0, lines.size() - linesMax), lines.size());
  }

  private static String lastBytes(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      int size = (int) Math.min(file.length(), BYTES_MAX);
      byte[] bytes = new byte[size];
      file.seek(file.length() - size);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
