package dev.messina.source;

import dev.messina.source.position.ShardPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of shards that were sent and have not been seen committed. A task that is believed dead
 * may commit an older position over one of them, and the children would wait for ever.
 */
final class SentEnds {

  private static final Logger LOG = LoggerFactory.getLogger(SentEnds.class);

  /** Longer than a worker takes to commit, unless its options say otherwise. */
  private static final Duration SEND_AGAIN = Duration.ofMinutes(2);

  private final TaskScope scope;
  private final StreamOrigin stream;
  private final Map<String, Sent> ends = new HashMap<>();

  SentEnds(TaskScope scope, StreamOrigin stream) {
    this.scope = scope;
    this.stream = stream;
  }

  void send(String shard, ShardPosition end) {
    ends.put(shard, new Sent(end, scope.timer().instant()));
    scope.outbox().add(scope.control().carrier(stream.partition(shard), end));
  }

  void committed(String shard) {
    ends.remove(shard);
  }

  /** Sends an end once more that was sent long ago and is not committed. */
  void missed(String shard) {
    Sent sent = ends.get(shard);
    if (sent != null && scope.timer().instant().isAfter(sent.at().plus(SEND_AGAIN))) {
      LOG.warn(
          "{}: its end is not committed {} s after it was sent, and is sent again",
          stream.where(shard),
          SEND_AGAIN.toSeconds());
      send(shard, sent.end());
    }
  }

  private record Sent(ShardPosition end, Instant at) {}
}
