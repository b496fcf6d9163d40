package dev.messina.sink.topic;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The id of the topic that an offset belongs to, in the offset's metadata. */
final class TopicMark {

  private static final String PREFIX = "messina.topic.id=";

  private TopicMark() {}

  /** The offset with the id; without metadata where there is no id. */
  static OffsetAndMetadata on(long offset, String id) {
    return id.isEmpty()
        ? new OffsetAndMetadata(offset)
        : new OffsetAndMetadata(offset, PREFIX + id);
  }

  /** The id, if this sink has written the offset and knew it. */
  static Optional<String> of(OffsetAndMetadata committed) {
    return committed != null && committed.metadata().startsWith(PREFIX)
        ? Optional.of(committed.metadata().substring(PREFIX.length()))
        : Optional.empty();
  }
}
