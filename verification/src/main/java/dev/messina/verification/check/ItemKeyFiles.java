package dev.messina.verification.check;

import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;

/**
 * The keys of items beside the tokens of their rows, on disk, a file for each slice of the token
 * ring. Thread-safe.
 */
final class ItemKeyFiles {

  private static final int BYTES_KEPT = 4_096;

  private final Path folder;
  private final ByteArrayOutputStream[] kept;

  /**
   * @param folder exists, and has no such files yet
   */
  ItemKeyFiles(Path folder, int slices) {
    this.folder = folder;
    this.kept = new ByteArrayOutputStream[slices];
    for (int slice = 0; slice < slices; slice++) {
      kept[slice] = new ByteArrayOutputStream();
    }
  }

  void add(int slice, long token, ItemKey key) {
    byte[] text = key.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer entry = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + text.length);
    entry.putLong(token).putInt(text.length).put(text);
    ByteArrayOutputStream buffer = kept[slice];
    synchronized (buffer) {
      buffer.writeBytes(entry.array());
      if (buffer.size() >= BYTES_KEPT) {
        write(slice);
      }
    }
  }

  /** Everything that was added before is in the files. */
  void flush() {
    for (int slice = 0; slice < kept.length; slice++) {
      synchronized (kept[slice]) {
        write(slice);
      }
    }
  }

  private void write(int slice) {
    try {
      Files.write(
          file(slice),
          kept[slice].toByteArray(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      kept[slice].reset();
    } catch (IOException full) {
      throw new UncheckedIOException("The keys cannot be kept in " + folder, full);
    }
  }

  /**
   * The keys of a slice, after {@link #flush}.
   *
   * @param each takes the token of its row and a key
   */
  void read(int slice, BiConsumer<Long, ItemKey> each) {
    try {
      ByteBuffer entries = ByteBuffer.wrap(Files.readAllBytes(file(slice)));
      while (entries.hasRemaining()) {
        long token = entries.getLong();
        byte[] text = new byte[entries.getInt()];
        entries.get(text);
        each.accept(token, new ItemKey(ItemJson.read(new String(text, StandardCharsets.UTF_8))));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The keys in " + folder + " cannot be read", unreadable);
    }
  }

  private Path file(int slice) {
    return folder.resolve("items-%04d".formatted(slice));
  }
}
