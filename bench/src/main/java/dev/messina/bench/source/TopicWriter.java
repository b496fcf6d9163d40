package dev.messina.bench.source;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's producer with the settings that a Connect worker gives it and the batches and the
 * compression of the example configurations, counting.
 */
final class TopicWriter implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 5;

  private final KafkaProducer<byte[], byte[]> producer;
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** What becomes of a record that is in Kafka. */
  @FunctionalInterface
  interface Acknowledged {
    void by(RecordMetadata metadata);
  }

  TopicWriter(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                "false",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                "1",
                ProducerConfig.BATCH_SIZE_CONFIG,
                "131072",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Long.MAX_VALUE,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Sends a record; may block until there is room for it.
   *
   * @throws IllegalStateException if an earlier one has failed
   */
  void send(ProducerRecord<byte[], byte[]> message, Acknowledged then) {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("A record did not reach Kafka", failed);
    }
    producer.send(
        message,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
            return;
          }
          acknowledged.increment();
          bytes.add(metadata.serializedKeySize() + metadata.serializedValueSize());
          then.by(metadata);
        });
  }

  /** How many records are in Kafka. */
  long acknowledged() {
    return acknowledged.sum();
  }

  /** Waits until so many records are in Kafka, or for so long. */
  void awaitAcknowledged(long records, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (acknowledged() < records && System.nanoTime() < end) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** How long their keys and values are together. */
  long acknowledgedBytes() {
    return bytes.sum();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
