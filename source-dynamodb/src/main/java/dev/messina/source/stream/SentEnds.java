package dev.messina.source.stream;

import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
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

  private final StreamOrigin stream;
  private final Outbox outbox;
  private final Clocks clocks;
  private final Map<String, Sent> ends = new HashMap<>();

  SentEnds(StreamOrigin stream, Outbox outbox, Clocks clocks) {
    this.outbox = outbox;
    this.clocks = clocks;
    this.stream = stream;
  }

  void send(String shard, ShardOffset end) {
    known(shard, end);
    outbox.commit(stream.partition(shard), end);
  }

  /** An end that was found committed, and may have been sent by an earlier task. */
  void known(String shard, ShardOffset end) {
    ends.put(shard, new Sent(end, clocks.turn()));
  }

  /** The shards whose ends were sent, or seen committed, long ago. */
  Set<String> due() {
    Instant before = clocks.turn().minus(LOOK_AGAIN);
    return ends.entrySet().stream()
        .filter(entry -> entry.getValue().at().isBefore(before))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** An end is committed, and will be looked at again. */
  void committed(String shard) {
    ends.computeIfPresent(shard, (name, sent) -> new Sent(sent.end(), clocks.turn()));
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
