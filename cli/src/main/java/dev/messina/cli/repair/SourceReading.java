package dev.messina.cli.repair;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.verify.KeyForms;
import dev.messina.cli.verify.Migration;
import dev.messina.verification.item.ItemKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Has the source read listed keys again: a signal on its control topic, and its answer in its
 * committed offsets. For use by one thread.
 */
final class SourceReading implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ConnectRest connect;
  private final Migration migration;
  private final Duration patience;
  private final KafkaProducer<String, String> producer;

  /** What the source has answered. */
  sealed interface Answer {
    /**
     * All keys have been read, or refused one by one.
     *
     * @param epochMicros under which epoch, in microseconds since 1970
     */
    record Read(long epochMicros) implements Answer {}

    /** Nothing was read, or it is not known. */
    record Not(Refused refused) implements Answer {}
  }

  /**
   * @param kafka settings of a Kafka client
   */
  SourceReading(
      ConnectRest connect, Migration migration, Map<String, String> kafka, Duration patience) {
    this.connect = connect;
    this.migration = migration;
    this.patience = patience;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /** The topic on which a source takes signals. */
  static String controlTopic(ConnectorFile source) {
    String named = source.config().getOrDefault("control.topic", "").strip();
    return named.isEmpty()
        ? source.config().getOrDefault("topic.prefix", "").strip() + ".control"
        : named;
  }

  /**
   * Sends one signal and waits until the source is done with it.
   *
   * @param id of the signal; of its own for each
   */
  Answer read(String id, List<ItemKey> keys) {
    long before = epochs().newestEpoch().orElse(0);
    RecordMetadata sent = send(id, signal(id, keys));
    long deadline = System.nanoTime() + patience.toNanos();
    long epoch = 0;
    while (true) {
      KeyEpochs epochs = epochs();
      if (epoch == 0 && epochs.covers(sent.partition(), sent.offset())) {
        epoch = epochs.newestEpoch().orElse(0);
        if (epoch <= before) {
          return new Answer.Not(signalRefused(id));
        }
      }
      if (epoch > 0 && epochs.isRead(epoch)) {
        forget(id);
        return new Answer.Read(epoch);
      }
      if (System.nanoTime() > deadline) {
        return new Answer.Not(noAnswer(id, epoch > 0));
      }
      pause();
    }
  }

  private KeyEpochs epochs() {
    return new KeyEpochs(connect.offsets(migration.source().name()), migration.table());
  }

  private String signal(String id, List<ItemKey> keys) {
    ObjectNode signal = NODES.objectNode().put("id", id).put("type", "execute-snapshot");
    ObjectNode data = signal.putObject("data");
    data.putArray("data-collections").add(migration.table());
    ArrayNode listed = data.putArray("keys");
    keys.forEach(key -> listed.add(KeyForms.item(key)));
    return signal.toString();
  }

  /** A compacted topic keeps no signal that was followed. */
  private void forget(String id) {
    send(id, null);
  }

  private RecordMetadata send(String id, String value) {
    String topic = controlTopic(migration.source());
    try {
      return producer
          .send(new ProducerRecord<>(topic, migration.source().name() + "#" + id, value))
          .get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException(
          "Topic %s does not take the signal: %s".formatted(topic, refused.getCause().getMessage()),
          refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending a signal.", interrupted);
    }
  }

  private Refused signalRefused(String id) {
    return new Refused(
        "signal_refused",
        "Connector %s has refused signal %s about table '%s'; its log says why, at WARN."
            .formatted(migration.source().name(), id, migration.table()));
  }

  private Refused noAnswer(String id, boolean followed) {
    return new Refused(
        "no_answer",
        "Connector %s has not %s within %d seconds (signal %s). It may still do so, which does no"
                .formatted(
                    migration.source().name(),
                    followed ? "read all keys" : "followed the signal",
                    patience.toSeconds(),
                    id)
            + " harm; look at its log, then apply again, with a longer --wait if need be.");
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the source.", interrupted);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
