package dev.messina.verification.check;

import dev.messina.verification.row.TargetRows.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys of all rows that items must have, as 16 bytes of hash each, on disk: a file for each
 * slice of the token ring, so that one slice at a time is in memory. A key may stand there more
 * than once. Thread-safe.
 */
final class KeyLedger {

  private static final int ENTRY_BYTES = 16;
  private static final int ENTRIES_KEPT = 64;
  private static final int BITS_MIN = 6;
  private static final int BITS_MAX = 12;
  private static final long KEYS_PER_SLICE = 50_000;

  private final Path folder;
  private final int bits;
  private final ByteBuffer[] kept;

  /** A key's hash. */
  record Hash(long high, long low) {
    static Hash of(Place place) {
      return new Hash(place.high(), place.low());
    }
  }

  /**
   * @param folder exists; what stands there is kept
   * @param bits there are 2^bits slices
   */
  KeyLedger(Path folder, int bits) {
    this.folder = folder;
    this.bits = bits;
    this.kept = new ByteBuffer[1 << bits];
    for (int slice = 0; slice < kept.length; slice++) {
      kept[slice] = ByteBuffer.allocate(ENTRIES_KEPT * ENTRY_BYTES);
      cutTornEntry(file(slice));
    }
  }

  /** A run that was killed may have left a part of an entry, behind which nothing would fit. */
  private static void cutTornEntry(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel entries = FileChannel.open(file, StandardOpenOption.WRITE)) {
      entries.truncate(entries.size() / ENTRY_BYTES * ENTRY_BYTES);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The keys in " + file + " cannot be mended", unreadable);
    }
  }

  /** So many that a slice of them is small. */
  static int bitsFor(long keys) {
    long slices = Math.max(1, keys / KEYS_PER_SLICE);
    return Math.min(BITS_MAX, Math.max(BITS_MIN, Long.SIZE - Long.numberOfLeadingZeros(slices)));
  }

  int slices() {
    return kept.length;
  }

  long firstToken(int slice) {
    return Long.MIN_VALUE + ((long) slice << (Long.SIZE - bits));
  }

  long lastToken(int slice) {
    return firstToken(slice) + ((1L << (Long.SIZE - bits)) - 1);
  }

  private int sliceOf(long token) {
    return (int) ((token - Long.MIN_VALUE) >>> (Long.SIZE - bits));
  }

  void add(Place place) {
    int slice = sliceOf(place.token());
    ByteBuffer buffer = kept[slice];
    synchronized (buffer) {
      if (!buffer.hasRemaining()) {
        write(slice);
      }
      buffer.putLong(place.high()).putLong(place.low());
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

  /** The keys of a slice, after {@link #flush}. */
  Set<Hash> read(int slice) {
    Set<Hash> keys = new HashSet<>();
    Path file = file(slice);
    if (!Files.exists(file)) {
      return keys;
    }
    try {
      ByteBuffer entries = ByteBuffer.wrap(Files.readAllBytes(file));
      while (entries.remaining() >= ENTRY_BYTES) {
        keys.add(new Hash(entries.getLong(), entries.getLong()));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The keys in " + folder + " cannot be read", unreadable);
    }
    return keys;
  }

  private Path file(int slice) {
    return folder.resolve("keys-%04d".formatted(slice));
  }
}
