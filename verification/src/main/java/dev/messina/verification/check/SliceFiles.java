package dev.messina.verification.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Entries of one size on disk, a file for each slice, so that one slice at a time is in memory.
 * Thread-safe.
 */
final class SliceFiles {

  private static final int ENTRIES_KEPT = 64;

  private final Path folder;
  private final int entryBytes;
  private final ByteBuffer[] kept;

  /**
   * @param folder exists; what stands there is kept
   */
  SliceFiles(Path folder, int slices, int entryBytes) {
    this.folder = folder;
    this.entryBytes = entryBytes;
    this.kept = new ByteBuffer[slices];
    for (int slice = 0; slice < slices; slice++) {
      kept[slice] = ByteBuffer.allocate(ENTRIES_KEPT * entryBytes);
      cutTornEntry(file(slice));
    }
  }

  /** A run that was killed may have left a part of an entry, behind which nothing would fit. */
  private void cutTornEntry(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel entries = FileChannel.open(file, StandardOpenOption.WRITE)) {
      entries.truncate(entries.size() / entryBytes * entryBytes);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The keys in " + file + " cannot be mended", unreadable);
    }
  }

  /**
   * @param entry puts one into the buffer
   */
  void add(int slice, Consumer<ByteBuffer> entry) {
    ByteBuffer buffer = kept[slice];
    synchronized (buffer) {
      if (!buffer.hasRemaining()) {
        write(slice);
      }
      entry.accept(buffer);
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
    ByteBuffer buffer = kept[slice].flip();
    try (FileChannel file =
        FileChannel.open(file(slice), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException full) {
      throw new UncheckedIOException("The keys cannot be kept in " + folder, full);
    }
    buffer.clear();
  }

  /** The whole entries of a slice, after {@link #flush}. */
  ByteBuffer read(int slice) {
    Path file = file(slice);
    if (!Files.exists(file)) {
      return ByteBuffer.allocate(0);
    }
    try {
      byte[] entries = Files.readAllBytes(file);
      return ByteBuffer.wrap(entries, 0, entries.length / entryBytes * entryBytes);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The keys in " + folder + " cannot be read", unreadable);
    }
  }

  private Path file(int slice) {
    return folder.resolve("keys-%04d".formatted(slice));
  }
}
