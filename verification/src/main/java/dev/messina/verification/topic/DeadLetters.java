package dev.messina.verification.topic;

import dev.messina.verification.item.ItemKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The sink's dead-letter queue. */
public final class DeadLetters {

  private DeadLetters() {}

  /** Those of some items of which the queue holds a letter. */
  public static Set<ItemKey> among(
      Set<ItemKey> items, TopicReader reader, String queue, RecordJson json) {
    Set<ItemKey> found = new HashSet<>();
    Map<Integer, Long> begins = reader.begins(queue);
    reader
        .ends(queue)
        .forEach(
            (partition, end) ->
                reader.read(
                    queue,
                    partition,
                    begins.get(partition),
                    end,
                    letter -> {
                      json.item(letter.key()).filter(items::contains).ifPresent(found::add);
                      return found.size() < items.size();
                    }));
    return found;
  }
}
