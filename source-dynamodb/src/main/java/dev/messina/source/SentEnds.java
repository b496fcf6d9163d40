package dev.messina.source;

import dev.messina.source.offset.ShardOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of shards that were sent, each until all of its children have begun. A zombie task may
 * commit an older position over one of them, and the children, whoever reads them, would wait
 * indefinitely.
 */
final class SentEnds {

  private static final Logger LOG = LoggerFactory.getLogger(SentEnds.class);

  /** Longer than a worker takes to commit, unless its options say otherwise. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(2);

  private final TaskScope scope;
  private final StreamOrigin stream;
  private final Map<String, Sent> ends = new HashMap<>();

  SentEnds(TaskScope scope, StreamOrigin stream) {
    this.scope = scope;
    this.stream = stream;
  }

  void send(String shard, ShardOffset end) {
    known(shard, end);
    scope.outbox().add(scope.control().offsetRecord(stream.partition(shard), end));
  }

  /** An end that was found committed, and may have been sent by an earlier task. */
  void known(String shard, ShardOffset end) {
    ends.put(shard, new Sent(end, scope.timer().instant()));
  }

  /** The shards whose ends were sent, or seen committed, long ago. */
  Set<String> due() {
    Instant before = scope.timer().instant().minus(LOOK_AGAIN);
    return ends.entrySet().stream()
        .filter(entry -> entry.getValue().at().isBefore(before))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** An end is committed, and will be looked at again. */
  void committed(String shard) {
    ends.computeIfPresent(shard, (name, sent) -> new Sent(sent.end(), scope.timer().instant()));
  }

  /** Nobody needs an end any more. */
  void forget(String shard) {
    ends.remove(shard);
  }

  /**
   * An end that is due is not committed. It is sent under the newest epoch, or else an epoch
   * barrier over which it was committed once more would lie before it.
   */
  void missed(String shard, long currentEpochMicros) {
    LOG.warn(
        "{}: its end, sent {} s ago or earlier, is not committed, and is sent again",
        stream.where(shard),
        LOOK_AGAIN.toSeconds());
    send(shard, ends.get(shard).end().raised(currentEpochMicros));
  }

  private record Sent(ShardOffset end, Instant at) {}
}
