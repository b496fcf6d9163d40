package dev.messina.dynamodb.stream;

import static dev.messina.dynamodb.error.ApiException.validation;
import static dev.messina.dynamodb.error.ErrorType.EXPIRED_ITERATOR;

import dev.messina.dynamodb.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * Iterators over shards. All that there is to know of one stands in its text, so that none is kept.
 * No two are the same.
 */
public final class ShardIterators {

  private static final String SEPARATOR = "|1|";
  private static final String FIELD = ",";
  private static final int FIELDS = 6;

  /** Where an iterator points to. */
  public record Target(String streamArn, String shardId, ShardPosition position) {}

  private final Supplier<StreamSettings> settings;
  private final AtomicLong issued = new AtomicLong();
  private volatile long lastExpired;

  ShardIterators(Supplier<StreamSettings> settings) {
    this.settings = settings;
  }

  public String issue(Target target, Instant at) {
    String fields =
        String.join(
            FIELD,
            target.shardId(),
            Long.toString(target.position().index()),
            Integer.toString(target.position().emptyPages()),
            Long.toString(at.toEpochMilli()),
            Long.toString(issued.incrementAndGet()));
    byte[] text = (fields + FIELD + checksum(fields)).getBytes(StandardCharsets.US_ASCII);
    return target.streamArn() + SEPARATOR + Base64.getEncoder().encodeToString(text);
  }

  /**
   * @throws ApiException if it is none of ours, or has expired
   */
  public Target resolve(String iterator, Instant now) {
    int separator = iterator.lastIndexOf(SEPARATOR);
    String[] fields = fields(iterator, separator);
    Instant at = Instant.ofEpochMilli(Long.parseLong(fields[3]));
    Duration life = settings.get().iterators().life();
    if (Long.parseLong(fields[4]) <= lastExpired || at.plus(life).isBefore(now)) {
      throw new ApiException(
          EXPIRED_ITERATOR,
          "Iterator expired. The iterator was created at time "
              + at
              + " while right now it is "
              + now
              + " which is further in the future than the tolerated delay of "
              + life.toMillis()
              + " milliseconds.");
    }
    return new Target(
        iterator.substring(0, separator),
        fields[0],
        new ShardPosition(Long.parseLong(fields[1]), Integer.parseInt(fields[2])));
  }

  /** All that were given out until now have expired. */
  public void expireAll() {
    lastExpired = issued.get();
  }

  private static String[] fields(String iterator, int separator) {
    try {
      if (separator > 0) {
        byte[] text = Base64.getDecoder().decode(iterator.substring(separator + 3));
        String all = new String(text, StandardCharsets.US_ASCII);
        int last = all.lastIndexOf(FIELD);
        String[] fields = all.split(FIELD, -1);
        if (fields.length == FIELDS && fields[5].equals(checksum(all.substring(0, last)))) {
          return fields;
        }
      }
    } catch (IllegalArgumentException e) {
      throw validation("Invalid ShardIterator: it is not in Base64");
    }
    throw validation("Invalid ShardIterator");
  }

  private static String checksum(String text) {
    CRC32 checksum = new CRC32();
    checksum.update(text.getBytes(StandardCharsets.US_ASCII));
    return Long.toHexString(checksum.getValue());
  }
}
