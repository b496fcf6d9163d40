package dev.messina.cli.status;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.migration.OpenPair;
import dev.messina.cli.migration.PairName;
import dev.messina.cli.sweep.Access;
import dev.messina.verification.topic.RecordMarks;
import dev.messina.verification.topic.TopicReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how a migration stands, again and again. What does not answer is named, and the rest is
 * told all the same. For use by one thread.
 */
public final class StatusReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);
  private static final Duration STUCK = Duration.ofSeconds(2);
  private static final String EXCEPTION_CLASS = "__connect.errors.exception.class.name";
  private static final String FAILED = "FAILED";

  private final PairName name;
  private final Access access;
  private final Optional<URI> dynamoDb;
  private final boolean counts;
  private final Map<String, TableReader> tables = new HashMap<>();
  private final Map<String, Operations> queues = new HashMap<>();
  private Optional<OpenPair> open = Optional.empty();

  /**
   * @param dynamoDb an address in the place of the source's
   */
  public StatusReader(PairName name, Access access, Optional<URI> dynamoDb) {
    this(name, access, dynamoDb, false);
  }

  private StatusReader(PairName name, Access access, Optional<URI> dynamoDb, boolean counts) {
    this.counts = counts;
    this.name = name;
    this.access = access;
    this.dynamoDb = dynamoDb;
  }

  /** Counts records by operation as well, for which each is read once. */
  public static StatusReader counting(PairName name, Access access, Optional<URI> dynamoDb) {
    return new StatusReader(name, access, dynamoDb, true);
  }

  /** Looks once. Nothing is thrown: what cannot be read is named. */
  public MigrationStatus read() {
    List<String> unreadable = new ArrayList<>();
    Optional<OpenPair> pair = attempt(unreadable, this::current);
    Optional<ConnectorStatus> source =
        pair.flatMap(opened -> attempt(unreadable, opened::sourceStatus));
    Optional<ConnectorStatus> sink =
        pair.flatMap(opened -> attempt(unreadable, opened::sinkStatus));
    // Asked first of all, so that its silence is waited for only once.
    boolean kafka = pair.filter(opened -> answers(unreadable, opened)).isPresent();
    Optional<LastError> lastError =
        Stream.of(source, sink)
            .flatMap(Optional::stream)
            .flatMap(StatusReader::failures)
            .findFirst()
            .or(
                () ->
                    pair.filter(opened -> kafka)
                        .flatMap(opened -> newestLetter(unreadable, opened)));
    List<TableStatus> stand =
        pair.map(opened -> tables(unreadable, opened, kafka)).orElse(List.of());
    return new MigrationStatus(
        name, source, sink, stand, lastError, unreadable.stream().distinct().toList());
  }

  private static boolean answers(List<String> unreadable, OpenPair opened) {
    return attempt(unreadable, () -> opened.reader().exists("")).isPresent();
  }

  private OpenPair current() {
    if (open.isPresent() && !open.get().isCurrent()) {
      close();
    }
    if (open.isEmpty()) {
      open = Optional.of(new OpenPair(name, access, dynamoDb));
    }
    return open.get();
  }

  private List<TableStatus> tables(List<String> unreadable, OpenPair opened, boolean kafka) {
    Letters letters =
        kafka && !opened.pair().deadLetters().isEmpty()
            ? letters(unreadable, opened)
            : new Letters(OptionalLong.empty(), Map.of());
    return attempt(unreadable, opened::tables).stream()
        .flatMap(List::stream)
        .map(
            table ->
                tables
                    .computeIfAbsent(table, fresh -> new TableReader(opened, fresh, counts))
                    .read(unreadable, kafka, letters))
        .toList();
  }

  /** What is asked for, or empty, with the reason noted. */
  static <T> Optional<T> attempt(List<String> unreadable, Supplier<T> asked) {
    try {
      return Optional.of(asked.get());
    } catch (RuntimeException noAnswer) {
      LOG.warn("Not all can be read", noAnswer);
      String message = noAnswer.getMessage() == null ? noAnswer.toString() : noAnswer.getMessage();
      unreadable.add(message.lines().findFirst().orElse(message));
      return Optional.empty();
    }
  }

  private static Stream<LastError> failures(ConnectorStatus connector) {
    Stream<LastError> own =
        connector.state().equals(FAILED)
            ? Stream.of(error("connector " + connector.name(), connector.failure()))
            : Stream.empty();
    return Stream.concat(
        own,
        connector.tasks().stream()
            .filter(task -> task.state().equals(FAILED))
            .map(
                task ->
                    error(
                        "task %d of connector %s".formatted(task.id(), connector.name()),
                        task.failure())));
  }

  private static LastError error(String where, Optional<String> cause) {
    return new LastError(Optional.empty(), where, cause.orElse("no trace given"));
  }

  private Letters letters(List<String> unreadable, OpenPair opened) {
    TopicReader reader = opened.reader();
    return attempt(
            unreadable,
            () -> {
              long all = 0;
              Map<String, Long> byOperation = new HashMap<>();
              for (String queue : opened.pair().deadLetters()) {
                Map<Integer, Long> ends = reader.ends(queue);
                all += letters(reader.begins(queue), ends);
                if (counts) {
                  queues
                      .computeIfAbsent(queue, any -> new Operations(reader, any, Map.of()))
                      .until(reader.stableEnds(queue))
                      .forEach((operation, more) -> byOperation.merge(operation, more, Long::sum));
                }
              }
              return new Letters(OptionalLong.of(all), byOperation);
            })
        .orElse(new Letters(OptionalLong.empty(), Map.of()));
  }

  private static long letters(Map<Integer, Long> begins, Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  private static Optional<LastError> newestLetter(List<String> unreadable, OpenPair opened) {
    return attempt(unreadable, () -> newestLetter(opened.reader(), opened.pair().deadLetters()))
        .flatMap(newest -> newest);
  }

  private static Optional<LastError> newestLetter(TopicReader reader, List<String> queues) {
    List<ConsumerRecord<byte[], byte[]>> newest = new ArrayList<>();
    for (String queue : queues) {
      Map<Integer, Long> begins = reader.begins(queue);
      reader
          .ends(queue)
          .forEach(
              (partition, end) -> {
                if (end > begins.getOrDefault(partition, 0L)) {
                  reader.readSome(queue, partition, end - 1, end, STUCK, newest::add);
                }
              });
    }
    return newest.stream()
        .max((one, other) -> Long.compare(one.timestamp(), other.timestamp()))
        .map(
            letter ->
                new LastError(
                    Optional.of(Instant.ofEpochMilli(letter.timestamp())),
                    "dead letter %s-%d@%d"
                        .formatted(letter.topic(), letter.partition(), letter.offset()),
                    RecordMarks.header(letter, EXCEPTION_CLASS).orElse("no header tells")));
  }

  @Override
  public void close() {
    open.ifPresent(OpenPair::close);
    open = Optional.empty();
    tables.clear();
    queues.clear();
  }
}
