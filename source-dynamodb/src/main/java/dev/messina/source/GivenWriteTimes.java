package dev.messina.source;

import dev.messina.source.change.Epoch;
import dev.messina.source.position.ShardPosition;
import java.time.Duration;
import java.time.Instant;

/** The highest write time that a stream's shards were given, and how far ahead it may run. */
final class GivenWriteTimes {

  private final StreamOrigin stream;
  private final Duration aheadMax;
  private long highestMicros;

  /**
   * @param aheadMax how far ahead of the clock a new write time may lie
   */
  GivenWriteTimes(StreamOrigin stream, Duration aheadMax) {
    this.stream = stream;
    this.aheadMax = aheadMax;
  }

  /** In microseconds since 1970; 0 if none was given. */
  long highestMicros() {
    return highestMicros;
  }

  /** Write times up to this position had been given before. */
  void known(ShardPosition position) {
    highestMicros = Math.max(highestMicros, position.lineage().writeMicros());
  }

  /**
   * Write times up to this position have been given now.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if they lie too far ahead of the clock
   */
  void given(String shard, ShardPosition position, Instant now) {
    long writeMicros = position.lineage().writeMicros();
    if (writeMicros > Epoch.micros(now.plus(aheadMax))) {
      throw stream.tooFarAhead(shard, writeMicros, aheadMax);
    }
    known(position);
  }
}
