package dev.messina.sink.topic;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka what has become of topics. */
interface TopicLook extends AutoCloseable {

  /**
   * Asks, and waits for the answer.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer or refuses to say
   */
  TopicState ask(Set<String> topics, Set<TopicPartition> partitions);

  /** A question that is being asked ends soon. May come from another thread. */
  @Override
  void close();
}
