package dev.messina.cli.dlq;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The records of a topic that come after dead letters of it. A later one makes a letter stale when
 * it is written: it lies behind the letter's record, is no dead letter itself, and has a higher
 * write timestamp where both tell theirs. (A snapshot brings older states behind newer ones.)
 */
final class LaterRecords {

  private final Map<ByteBuffer, List<Later>> byKey = new HashMap<>();
  private final Set<RecordPlace> rejected = new HashSet<>();
  private final Set<RecordPlace> cut = new HashSet<>();

  private record Later(RecordPlace at, OptionalLong writeMicros) {}

  /**
   * @param letters all that are known
   */
  LaterRecords(List<Letter> letters) {
    for (Letter letter : letters) {
      letter.key().ifPresent(key -> byKey.put(key, new ArrayList<>()));
      letter.of().ifPresent(rejected::add);
    }
  }

  /** Takes a record of the topic in. */
  void see(RecordPlace at, byte[] key, OptionalLong writeMicros) {
    List<Later> later = key == null ? null : byKey.get(ByteBuffer.wrap(key));
    if (later != null && !rejected.contains(at)) {
      later.add(new Later(at, writeMicros));
    }
  }

  /** The records of a partition were not all read. */
  void cutOff(String topic, int partition) {
    cut.add(new RecordPlace(topic, partition, 0));
  }

  /**
   * @param committed the sink's offsets of the letter's topic, by partition
   */
  State state(Letter letter, Map<Integer, Long> committed) {
    Optional<RecordPlace> of = letter.of();
    if (of.isEmpty() || letter.key().isEmpty()) {
      return State.UNKNOWN;
    }
    List<Later> later =
        byKey.get(letter.key().get()).stream()
            .filter(record -> isAfter(record, of.get(), letter.writeMicros()))
            .toList();
    long applied = committed.getOrDefault(of.get().partition(), 0L);
    if (later.stream().anyMatch(record -> record.at().offset() < applied)) {
      return State.STALE;
    }
    if (!later.isEmpty()) {
      return State.COMING;
    }
    return cut.contains(new RecordPlace(of.get().topic(), of.get().partition(), 0))
        ? State.UNKNOWN
        : State.OPEN;
  }

  private static boolean isAfter(Later record, RecordPlace of, OptionalLong writeMicros) {
    boolean newer =
        record.writeMicros().isEmpty()
            || writeMicros.isEmpty()
            || record.writeMicros().getAsLong() > writeMicros.getAsLong();
    return newer
        && record.at().topic().equals(of.topic())
        && record.at().partition() == of.partition()
        && record.at().offset() > of.offset();
  }
}
