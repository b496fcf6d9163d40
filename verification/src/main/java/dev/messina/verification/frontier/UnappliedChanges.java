package dev.messina.verification.frontier;

import dev.messina.verification.topic.RecordMarks;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of a topic that a sink has not committed: when the oldest change among them was made.
 * Each is read once, by its headers and its timestamp, so that any format will do.
 *
 * <p>For use by one thread.
 */
public final class UnappliedChanges {

  private static final Duration STUCK = Duration.ofSeconds(5);
  private static final int RECORDS_BETWEEN_LOOKS_AT_THE_CLOCK = 1_000;

  private final TopicReader reader;
  private final String topic;
  private final Duration longest;
  private final Map<Integer, UnappliedWindow> windows = new HashMap<>();

  /** What is known of them. */
  public sealed interface Look {}

  /**
   * All were looked at.
   *
   * @param oldest when the oldest change was made, by the stream; empty if there is none
   * @param hasItems whether there are items of a scan among them
   */
  public record Seen(Optional<Instant> oldest, boolean hasItems) implements Look {}

  /**
   * Not all were looked at; the next look goes on.
   *
   * @param left how many offsets there are to be looked at, at most
   */
  public record Partly(long left) implements Look {}

  /** Some do not tell when their change was made. */
  public record Untimed() implements Look {}

  /**
   * @param longest how long one look reads at most
   */
  public UnappliedChanges(TopicReader reader, String topic, Duration longest) {
    this.reader = reader;
    this.topic = topic;
    this.longest = longest;
  }

  /**
   * Looks at what lies between.
   *
   * @param committed by partition, the sink's; 0 where it has none
   * @param ends by partition, up to where it is to be looked at
   */
  public Look look(Map<Integer, Long> committed, Map<Integer, Long> ends) {
    long deadline = System.nanoTime() + longest.toNanos();
    ends.forEach(
        (partition, end) -> read(partition, committed.getOrDefault(partition, 0L), end, deadline));
    long left =
        ends.entrySet().stream()
            .mapToLong(end -> Math.max(0, end.getValue() - windows.get(end.getKey()).next()))
            .sum();
    if (left > 0) {
      return new Partly(left);
    }
    if (windows.values().stream().anyMatch(UnappliedWindow::hasUntimed)) {
      return new Untimed();
    }
    OptionalLong oldest =
        windows.values().stream()
            .map(UnappliedWindow::oldestMillis)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .min();
    return new Seen(
        oldest.isPresent()
            ? Optional.of(Instant.ofEpochMilli(oldest.getAsLong()))
            : Optional.empty(),
        windows.values().stream().anyMatch(UnappliedWindow::hasItems));
  }

  private void read(int partition, long committed, long end, long deadline) {
    UnappliedWindow window =
        windows.compute(
            partition,
            (number, known) ->
                known != null && known.covers(committed) ? known : new UnappliedWindow(committed));
    window.advance(committed);
    if (window.next() >= end || System.nanoTime() - deadline > 0) {
      return;
    }
    int[] count = new int[1];
    long reached =
        reader.readSome(
            topic,
            partition,
            window.next(),
            end,
            STUCK,
            record -> {
              add(window, record);
              count[0]++;
              return count[0] % RECORDS_BETWEEN_LOOKS_AT_THE_CLOCK != 0
                  || System.nanoTime() - deadline < 0;
            });
    window.readTo(reached);
  }

  private static void add(UnappliedWindow window, ConsumerRecord<byte[], byte[]> record) {
    RecordMarks marks = RecordMarks.of(record);
    if (marks.isItem()) {
      window.item(record.offset());
    } else if (marks.changeMillis().isPresent()) {
      window.change(record.offset(), marks.changeMillis().getAsLong());
    } else {
      window.untimed(record.offset());
    }
  }
}
