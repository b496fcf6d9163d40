package dev.messina.verification.check;

import dev.messina.verification.item.ItemKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the newest change of each item on a topic. All changes are kept on disk as 36 bytes each,
 * in slices by the hash of their item, of which one at a time is in memory.
 */
final class NewestChanges {

  private static final int ENTRY_BYTES = 4 * Long.BYTES + Integer.BYTES;

  private final int bits;
  private final SliceFiles files;
  private final MessageDigest hash;

  /**
   * @param folder exists and is empty
   * @param records an estimate of how many changes there are
   */
  NewestChanges(Path folder, long records) {
    this.bits = KeyLedger.bitsFor(records);
    this.files = new SliceFiles(folder, 1 << bits, ENTRY_BYTES);
    try {
      this.hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  void add(ItemKey item, TopicPlace place) {
    ByteBuffer hashed =
        ByteBuffer.wrap(hash.digest(item.toString().getBytes(StandardCharsets.UTF_8)));
    long high = hashed.getLong();
    long low = hashed.getLong();
    files.add(
        (int) (high >>> (Long.SIZE - bits)),
        entry ->
            entry
                .putLong(high)
                .putLong(low)
                .putLong(place.writeMicros())
                .putInt(place.partition())
                .putLong(place.offset()));
  }

  /** The records that are the newest of their items; once, after all were added. */
  OffsetMarks newest() {
    files.flush();
    OffsetMarks marks = new OffsetMarks();
    for (int slice = 0; slice < 1 << bits; slice++) {
      newestOf(files.read(slice))
          .values()
          .forEach(place -> marks.add(place.partition(), place.offset()));
    }
    return marks;
  }

  private static Map<KeyLedger.Hash, TopicPlace> newestOf(ByteBuffer entries) {
    Map<KeyLedger.Hash, TopicPlace> newest = new HashMap<>();
    while (entries.hasRemaining()) {
      KeyLedger.Hash item = new KeyLedger.Hash(entries.getLong(), entries.getLong());
      long writeMicros = entries.getLong();
      TopicPlace place = new TopicPlace(entries.getInt(), entries.getLong(), writeMicros);
      newest.merge(item, place, (one, other) -> other.isNewerThan(one) ? other : one);
    }
    return newest;
  }
}
