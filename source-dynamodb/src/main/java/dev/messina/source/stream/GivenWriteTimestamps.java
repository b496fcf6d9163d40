package dev.messina.source.stream;

import dev.messina.source.change.Epoch;
import dev.messina.source.offset.ShardOffset;
import java.time.Duration;
import java.time.Instant;

/** The highest write timestamp that a stream's shards were given, and how far ahead it may run. */
final class GivenWriteTimestamps {

  private final StreamOrigin stream;
  private final Duration aheadMax;
  private long highestMicros;

  /**
   * @param aheadMax how far ahead of the clock a new write timestamp may lie
   */
  GivenWriteTimestamps(StreamOrigin stream, Duration aheadMax) {
    this.stream = stream;
    this.aheadMax = aheadMax;
  }

  /** In microseconds since 1970; 0 if none was given. */
  long highestMicros() {
    return highestMicros;
  }

  /** Write timestamps up to this position had been given before. */
  void known(ShardOffset position) {
    highestMicros = Math.max(highestMicros, position.writeClock().writeMicros());
  }

  /**
   * Write timestamps up to this position have been given now.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if they lie too far ahead of the clock
   */
  void given(String shard, ShardOffset position, Instant now) {
    long writeMicros = position.writeClock().writeMicros();
    if (writeMicros > Epoch.micros(now.plus(aheadMax))) {
      throw stream.tooFarAhead(shard, writeMicros, aheadMax);
    }
    known(position);
  }
}
