package dev.messina.verification.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The changes on the data topic, from where a verification began. For use by one thread. */
public final class ChangeFeed {

  private final TopicReader reader;
  private final String topic;
  private final RecordJson json;
  private final Map<Integer, Long> next;

  /**
   * @param next by partition, the offset of the first change that counts
   */
  public ChangeFeed(TopicReader reader, String topic, RecordJson json, Map<Integer, Long> next) {
    this.reader = reader;
    this.topic = topic;
    this.json = json;
    this.next = new HashMap<>(next);
  }

  /** By partition, the offset of the first change that was not handed out yet. */
  public Map<Integer, Long> positions() {
    return Map.copyOf(next);
  }

  /**
   * Hands out what the topic holds now.
   *
   * @param room how many more changes are wanted, asked after each
   * @return whether that was all
   */
  public boolean drain(Consumer<TopicChange> taker, LongSupplier room) {
    boolean all = true;
    for (Map.Entry<Integer, Long> partition : reader.ends(topic).entrySet()) {
      long from = next.getOrDefault(partition.getKey(), 0L);
      if (from >= partition.getValue()) {
        continue;
      }
      if (room.getAsLong() <= 0) {
        return false;
      }
      long reached =
          reader.read(
              topic,
              partition.getKey(),
              from,
              partition.getValue(),
              record -> {
                taker.accept(json.change(record));
                return room.getAsLong() > 0;
              });
      next.put(partition.getKey(), reached);
      all &= reached >= partition.getValue();
    }
    return all;
  }
}
