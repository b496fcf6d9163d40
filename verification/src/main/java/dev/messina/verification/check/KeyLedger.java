package dev.messina.verification.check;

import dev.messina.verification.row.TargetRows.Place;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys of all rows that items must have, as 16 bytes of hash each, on disk: a file for each
 * slice of the token ring, so that one slice at a time is in memory. A key may stand there more
 * than once. Thread-safe.
 */
final class KeyLedger {

  private static final int ENTRY_BYTES = 16;
  private static final int BITS_MIN = 6;
  private static final int BITS_MAX = 12;
  private static final long KEYS_PER_SLICE = 50_000;

  private final int bits;
  private final SliceFiles files;

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
    this.bits = bits;
    this.files = new SliceFiles(folder, 1 << bits, ENTRY_BYTES);
  }

  /** So many that a slice of them is small. */
  static int bitsFor(long keys) {
    long slices = Math.max(1, keys / KEYS_PER_SLICE);
    return Math.min(BITS_MAX, Math.max(BITS_MIN, Long.SIZE - Long.numberOfLeadingZeros(slices)));
  }

  int slices() {
    return 1 << bits;
  }

  long firstToken(int slice) {
    return Long.MIN_VALUE + ((long) slice << (Long.SIZE - bits));
  }

  long lastToken(int slice) {
    return firstToken(slice) + ((1L << (Long.SIZE - bits)) - 1);
  }

  int sliceOf(long token) {
    return (int) ((token - Long.MIN_VALUE) >>> (Long.SIZE - bits));
  }

  void add(Place place) {
    files.add(sliceOf(place.token()), entry -> entry.putLong(place.high()).putLong(place.low()));
  }

  /** Everything that was added before is in the files. */
  void flush() {
    files.flush();
  }

  /** The keys of a slice, after {@link #flush}. */
  Set<Hash> read(int slice) {
    ByteBuffer entries = files.read(slice);
    Set<Hash> keys = new HashSet<>();
    while (entries.hasRemaining()) {
      keys.add(new Hash(entries.getLong(), entries.getLong()));
    }
    return keys;
  }
}
