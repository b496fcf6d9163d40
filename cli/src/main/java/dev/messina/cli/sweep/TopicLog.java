package dev.messina.cli.sweep;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Topics as Kafka keeps them. */
interface TopicLog {

  /**
   * What a partition holds.
   *
   * @param begin the first offset that is kept
   * @param end the offset after the last record or marker
   */
  record Extent(long begin, long end) {}

  /**
   * A record by its headers alone.
   *
   * @param headers by name, as text without quotes
   */
  record Passed(Map<String, String> headers) {

    private static final String WRITE_TIMESTAMP = "messina.write.ts.us";
    private static final String FAILED_TOPIC = "__connect.errors.topic";

    public Passed {
      headers = Map.copyOf(headers);
    }

    /** In microseconds since 1970; empty if no header tells it. */
    OptionalLong writeMicros() {
      String text = headers.getOrDefault(WRITE_TIMESTAMP, "");
      return text.matches("-?\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    }

    /** Of a dead letter, the topic in whose place it stands; empty if no header tells it. */
    Optional<String> failedTopic() {
      return Optional.ofNullable(headers.get(FAILED_TOPIC));
    }
  }

  /** By its number, what each partition of a topic holds now; empty if there is no such topic. */
  Map<Integer, Extent> partitions(String topic);

  /**
   * Reads what was committed between two offsets, in order, as long as there is more and the
   * visitor wants it.
   *
   * @param from not before the partition's begin
   * @param wantsMore is told of each record
   */
  void read(String topic, int partition, long from, long end, Predicate<Passed> wantsMore);
}
