package dev.messina.source.control;

import dev.messina.source.control.Signal.SignalPosition;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.DataException;

/**
 * Up to where signals of the control topic have been handled, by partition. Signals are read again
 * after each restart; what must happen once, a snapshot, is held against this.
 *
 * @param offsets by partition, the offset of the last signal that was handled
 */
public record HandledSignals(Map<Integer, Long> offsets) {

  public static final HandledSignals NONE = new HandledSignals(Map.of());

  public HandledSignals {
    offsets = Map.copyOf(offsets);
  }

  public boolean covers(SignalPosition at) {
    return at.offset() <= offsets.getOrDefault(at.partition(), -1L);
  }

  /** With this one handled too. */
  public HandledSignals with(SignalPosition at) {
    Map<Integer, Long> more = new TreeMap<>(offsets);
    more.merge(at.partition(), at.offset(), Math::max);
    return new HandledSignals(more);
  }

  /** As {@code PARTITION:OFFSET}, separated by commas; empty where none was handled. */
  public String text() {
    return new TreeMap<>(offsets)
        .entrySet().stream()
            .map(entry -> entry.getKey() + ":" + entry.getValue())
            .collect(Collectors.joining(","));
  }

  /**
   * Reads {@link #text} back.
   *
   * @throws DataException if it is something else
   */
  public static HandledSignals parse(String text) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      if (!entry.matches("[0-9]{1,9}:[0-9]{1,18}")) {
        throw new DataException("is not of the form PARTITION:OFFSET,PARTITION:OFFSET");
      }
      int colon = entry.indexOf(':');
      offsets.put(
          Integer.parseInt(entry.substring(0, colon)), Long.parseLong(entry.substring(colon + 1)));
    }
    return new HandledSignals(offsets);
  }
}
