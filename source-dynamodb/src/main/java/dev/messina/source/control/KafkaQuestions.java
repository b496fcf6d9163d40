package dev.messina.source.control;

import dev.messina.source.control.TopicQuestions.TopicHistory;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link TopicQuestions} to the Kafka that the connector's settings lead to. What is asked again
 * and again is asked over one client, which is opened with the first such question.
 */
public final class KafkaQuestions implements TopicQuestions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaQuestions.class);

  private final Map<String, Object> settings;
  private final Duration timeout;
  private volatile KafkaTopics kafka;
  private volatile boolean closed;

  /**
   * @param timeout how long an answer may take
   */
  public KafkaQuestions(Map<String, Object> settings, Duration timeout) {
    this.settings = Map.copyOf(settings);
    this.timeout = timeout;
  }

  @Override
  public TopicHistory apply(String topic) {
    return TopicHistory.of(settings, topic, timeout);
  }

  /** To be asked by one thread at a time. */
  @Override
  public Optional<Map<String, String>> ids(Collection<String> topics) {
    try {
      if (kafka == null) {
        kafka = KafkaTopics.connect(settings, timeout);
      }
      return Optional.of(kafka.ids(topics));
    } catch (KafkaException e) {
      if (!closed) {
        LOG.warn(
            "Kafka cannot be asked whether the topics are still the same ones: {} Check the"
                + " control.kafka. settings, and that they may describe {}.",
            e.getMessage(),
            topics);
      }
      return Optional.empty();
    } finally {
      if (closed) {
        close();
      }
    }
  }

  /** May be called while a question is under way, which then has no answer. */
  @Override
  public void close() {
    closed = true;
    KafkaTopics open = kafka;
    if (open != null) {
      open.close();
    }
  }
}
