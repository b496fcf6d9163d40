package dev.messina.sink.topic;

import dev.messina.sink.session.Reasons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka beside the task, when partitions are assigned and then once a minute, and judges what
 * it answers. Belongs to the task's thread.
 */
final class TopicLooks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicLooks.class);

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** While something waits for an answer. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** How soon the framework should call while a question is under way. */
  private static final Duration WAITING_POLL = Duration.ofMillis(500);

  private final TopicLook look;
  private final Executor executor;
  private final Clock clock;
  private final TopicStops stops;
  private final ReadPositions positions;
  private final TopicIds ids;
  private Question question;
  private Instant asked = Instant.EPOCH;
  private boolean warned;

  /** What is being asked, and where the task stood then. */
  private record Question(
      Set<String> topics,
      Map<ReadPosition, ReadPosition.Standing> standings,
      CompletableFuture<TopicState> answer) {}

  /**
   * @param executor runs the looks, one at a time; they may take as long as Kafka's client waits
   */
  TopicLooks(
      TopicLook look, Executor executor, Clock clock, TopicStops stops, ReadPositions positions) {
    this.look = look;
    this.executor = executor;
    this.clock = clock;
    this.stops = stops;
    this.positions = positions;
    this.ids = new TopicIds(stops);
  }

  /**
   * Takes in an answer that has come, and asks again if that is due. Never waits.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if a topic is another one, or records
   *     were deleted unread
   */
  void advance() {
    if (question != null && question.answer().isDone()) {
      Question answered = question;
      question = null;
      accept(answered);
    }
    if (question == null && !clock.instant().isBefore(due())) {
      ask();
    }
  }

  /** How soon the framework should call again. */
  Duration pause() {
    Duration pause = question == null ? Duration.between(clock.instant(), due()) : WAITING_POLL;
    return pause.compareTo(WAITING_POLL) < 0 ? WAITING_POLL : pause;
  }

  private Instant due() {
    if (positions.all().stream().anyMatch(ReadPosition::isNew)) {
      return asked;
    }
    boolean soon = ids.areMissing() || positions.all().stream().anyMatch(ReadPosition::waits);
    return asked.plus(soon ? SOON : INTERVAL);
  }

  private void ask() {
    asked = clock.instant();
    Map<ReadPosition, ReadPosition.Standing> standings = new HashMap<>();
    positions.all().forEach(position -> standings.put(position, position.ask()));
    Set<TopicPartition> partitions =
        standings.keySet().stream().map(ReadPosition::partition).collect(Collectors.toSet());
    Set<String> topics = new HashSet<>(ids.topics());
    partitions.forEach(partition -> topics.add(partition.topic()));
    if (!topics.isEmpty()) {
      question =
          new Question(
              topics,
              standings,
              CompletableFuture.supplyAsync(() -> look.ask(topics, partitions), executor));
    }
  }

  private void accept(Question answered) {
    try {
      judge(answered, answered.answer().join());
      warned = false;
    } catch (CompletionException unanswered) {
      answered.standings().keySet().forEach(ReadPosition::holdNothingUp);
      if (!warned) {
        LOG.warn(
            "Kafka cannot be asked about the topics, so that it is not noticed whether one is"
                + " deleted, or records are before they are read: {}. Check the kafka.* options;"
                + " the user needs DESCRIBE on the topics and on the connector's group.",
            Reasons.of(unanswered.getCause()));
      }
      warned = true;
    }
  }

  private void judge(Question asked, TopicState state) {
    for (ReadPosition position : asked.standings().keySet()) {
      if (position.isUnanswered() && positions.has(position)) {
        TopicMark.of(state.committed().get(position.partition()))
            .ifPresent(id -> ids.belonged(position.partition().topic(), id));
      }
    }
    ids.learn(asked.topics(), state.ids());
    asked
        .standings()
        .forEach(
            (position, then) -> {
              Long start = state.starts().get(position.partition());
              if (start != null && positions.has(position)) {
                judge(position, then, start, state.committed().get(position.partition()));
              }
            });
  }

  private void judge(
      ReadPosition position, ReadPosition.Standing then, long start, OffsetAndMetadata committed) {
    OptionalLong gone = OptionalLong.empty();
    if (position.isUnanswered() && TopicMark.of(committed).isPresent()) {
      gone = position.deletedBefore(committed.offset(), start);
    }
    if (gone.isEmpty()) {
      gone = position.deletedUnread(then, start, positions.areRefused());
    }
    if (gone.isPresent()) {
      throw stops.deletedUnread(position.partition(), gone.getAsLong(), start);
    }
  }

  /** The id that offsets of the topic are committed with; empty if there is none. */
  String id(String topic) {
    return ids.of(topic);
  }

  /** The former id of a topic that is another one now. */
  Optional<String> replaced(String topic) {
    return ids.replaced(topic);
  }

  @Override
  public void close() {
    look.close();
  }

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

  /** The id of the topic that an offset belongs to, in the offset's metadata. */
  static final class TopicMark {

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
}
