package dev.messina.sink.topic;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What Kafka says of topics at one moment.
 *
 * @param ids Kafka's id of each topic, empty where the broker gives none; a topic that does not
 *     exist is absent
 * @param starts the first offset that each partition still has; absent where there is no such
 *     partition
 * @param committed the group's offsets; absent where there is none
 */
record TopicState(
    Map<String, String> ids,
    Map<TopicPartition, Long> starts,
    Map<TopicPartition, OffsetAndMetadata> committed) {

  TopicState {
    ids = Map.copyOf(ids);
    starts = Map.copyOf(starts);
    committed = Map.copyOf(committed);
  }
}
