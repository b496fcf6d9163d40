package dev.messina.verification.check;

import dev.messina.verification.row.TargetRows.Place;
import dev.messina.verification.value.CellBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The sums of the hashes of rows, one for each of many parts of the token ring. Two tables whose
 * sums are equal in a part have the same rows there: each sum has 128 bits. Thread-safe.
 */
final class RowDigests {

  private static final int BITS_MIN = 6;
  private static final int BITS_MAX = 18;
  private static final int ROWS_PER_BUCKET = 64;

  private final int bits;
  private final AtomicLongArray high;
  private final AtomicLongArray low;

  /**
   * @param bits there are 2^bits parts
   */
  RowDigests(int bits) {
    this.bits = bits;
    this.high = new AtomicLongArray(1 << bits);
    this.low = new AtomicLongArray(1 << bits);
  }

  /** So many parts that few rows are in each, within 4 MB of memory for each side. */
  static int bitsFor(long rows) {
    long buckets = Math.max(1, rows / ROWS_PER_BUCKET);
    return Math.min(BITS_MAX, Math.max(BITS_MIN, Long.SIZE - Long.numberOfLeadingZeros(buckets)));
  }

  int buckets() {
    return 1 << bits;
  }

  /** The part that a token lies in. */
  int bucketOf(long token) {
    return (int) ((token - Long.MIN_VALUE) >>> (Long.SIZE - bits));
  }

  long firstToken(int bucket) {
    return Long.MIN_VALUE + ((long) bucket << (Long.SIZE - bits));
  }

  long lastToken(int bucket) {
    return firstToken(bucket) + ((1L << (Long.SIZE - bits)) - 1);
  }

  /**
   * Adds a row.
   *
   * @param columns outside the key; one that is null is as one that is not there
   */
  void add(Place place, Map<String, Object> columns) {
    MessageDigest hash = sha256();
    hash.update(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(place.high()).putLong(place.low()).array());
    new TreeMap<>(columns)
        .forEach(
            (name, value) -> {
              if (value != null) {
                add(hash, name.getBytes(StandardCharsets.UTF_8));
                add(hash, CellBytes.of(value));
              }
            });
    ByteBuffer sum = ByteBuffer.wrap(hash.digest());
    int bucket = bucketOf(place.token());
    high.addAndGet(bucket, sum.getLong());
    low.addAndGet(bucket, sum.getLong());
  }

  private static void add(MessageDigest hash, byte[] bytes) {
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    hash.update(bytes);
  }

  boolean isSame(RowDigests other, int bucket) {
    return high.get(bucket) == other.high.get(bucket) && low.get(bucket) == other.low.get(bucket);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
