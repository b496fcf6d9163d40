package dev.messina.cli.signal;

import dev.messina.cli.connect.ConnectorFile;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic on which a source takes signals. For use by one thread. */
public final class ControlTopic implements AutoCloseable {

  private final ConnectorFile source;
  private final KafkaProducer<String, String> producer;

  /**
   * Where a signal lies.
   *
   * @param partition of the control topic
   */
  record Place(int partition, long offset) {}

  /**
   * @param kafka settings of a Kafka client
   */
  ControlTopic(ConnectorFile source, Map<String, String> kafka) {
    this.source = source;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /** Its name. */
  public static String of(ConnectorFile source) {
    String named = source.config().getOrDefault("control.topic", "").strip();
    return named.isEmpty()
        ? source.config().getOrDefault("topic.prefix", "").strip() + ".control"
        : named;
  }

  Place send(Signal signal) {
    return send(signal.id(), signal.value());
  }

  /** A compacted topic keeps no signal that was followed for good. */
  void forget(Signal signal) {
    send(signal.id(), null);
  }

  private Place send(String id, String value) {
    String topic = of(source);
    try {
      RecordMetadata sent =
          producer.send(new ProducerRecord<>(topic, source.name() + "#" + id, value)).get();
      return new Place(sent.partition(), sent.offset());
    } catch (ExecutionException refused) {
      throw new IllegalStateException(
          "Topic %s does not take the signal: %s".formatted(topic, refused.getCause().getMessage()),
          refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending a signal.", interrupted);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
