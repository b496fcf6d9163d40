package dev.messina.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.verification.frontier.SinkOffsets;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The dead-letter queue of one sink. For use by one thread. */
public final class DeadLetterQueue implements AutoCloseable {

  private static final Duration REST_PATIENCE = Duration.ofSeconds(20);
  private static final String QUEUE = "errors.deadletterqueue.topic.name";
  private static final String SOURCE = "DynamoDbSource";

  private final DlqSettings settings;
  private final ConnectRest connect;
  private final ConnectorFile source;
  private final ConnectorFile sink;
  private final TopicReader reader;
  private long skipped;

  /**
   * @throws IllegalArgumentException if a setting cannot be followed; in one line
   * @throws RuntimeException if Connect or Kafka does not answer
   */
  public DeadLetterQueue(DlqSettings settings) {
    this.settings = settings;
    this.connect = new ConnectRest(settings::connect, REST_PATIENCE);
    Map<String, ConnectorFile> connectors = connect.connectors();
    this.sink = connector(connectors, settings.sink());
    this.source =
        settings
            .source()
            .map(name -> connector(connectors, name))
            .orElseGet(() -> only(connectors));
    if (topic().isEmpty()) {
      throw new IllegalArgumentException(
          "Connector %s has no dead-letter queue: it has no %s.".formatted(sink.name(), QUEUE));
    }
    this.reader = new TopicReader(settings.access().kafkaSettings(source));
  }

  private ConnectorFile connector(Map<String, ConnectorFile> connectors, String name) {
    ConnectorFile found = connectors.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "Connect at %s has no connector %s; it has %s."
              .formatted(settings.connect(), name, connectors.keySet()));
    }
    return found;
  }

  /** Where there are several or none, the sink tells no brokers, which says what is missing. */
  private ConnectorFile only(Map<String, ConnectorFile> connectors) {
    List<ConnectorFile> sources =
        connectors.values().stream()
            .filter(one -> one.config().getOrDefault("connector.class", "").contains(SOURCE))
            .toList();
    if (sources.size() != 1 && settings.access().bootstrapServers() == null) {
      throw new IllegalArgumentException(
          "Which connector is the source? Say --source; there are "
              + sources.stream().map(ConnectorFile::name).toList()
              + ".");
    }
    return sources.size() == 1 ? sources.get(0) : sink;
  }

  /** Its name; empty for none. */
  public String topic() {
    return sink.config().getOrDefault(QUEUE, "").strip();
  }

  /** The name of the source that was given or found. */
  public String source() {
    return source.name();
  }

  /** How many older letters were not read. */
  public long skipped() {
    return skipped;
  }

  /** The sink's letters with what they still mean, in the order of the queue's partitions. */
  public List<Judged> letters() {
    List<Letter> letters = read();
    LaterRecords later = later(letters);
    Map<String, Map<Integer, Long>> committed = new HashMap<>();
    List<JsonNode> offsets = connect.offsets(sink.name());
    return letters.stream()
        .map(
            letter ->
                new Judged(
                    letter,
                    later.state(
                        letter,
                        committed.computeIfAbsent(
                            letter.of().map(RecordPlace::topic).orElse(""),
                            topic -> SinkOffsets.of(offsets, topic)))))
        .toList();
  }

  /** One letter; empty if there is none at that place. */
  public Optional<Judged> letter(RecordPlace at) {
    List<Letter> found = new ArrayList<>();
    long begin = reader.begins(topic()).getOrDefault(at.partition(), Long.MAX_VALUE);
    long end = reader.ends(topic()).getOrDefault(at.partition(), 0L);
    if (at.topic().equals(topic()) && at.offset() >= begin && at.offset() < end) {
      reader.read(
          topic(),
          at.partition(),
          at.offset(),
          at.offset() + 1,
          record -> found.add(Letter.of(record)));
    }
    return found.stream().findFirst().map(letter -> new Judged(letter, stateOf(letter)));
  }

  private State stateOf(Letter letter) {
    return letters().stream()
        .filter(judged -> judged.letter().at().equals(letter.at()))
        .map(Judged::state)
        .findFirst()
        .orElse(State.UNKNOWN);
  }

  private List<Letter> read() {
    List<Letter> letters = new ArrayList<>();
    Map<Integer, Long> begins = reader.begins(topic());
    Map<Integer, Long> ends = reader.ends(topic());
    long share = Math.max(1, settings.lettersMost() / Math.max(1, ends.size()));
    skipped = 0;
    ends.forEach(
        (partition, end) -> {
          long from = Math.max(begins.get(partition), end - share);
          skipped += from - begins.get(partition);
          reader.read(
              topic(),
              partition,
              from,
              end,
              record -> {
                Letter letter = Letter.of(record);
                if (isOfSink(letter)) {
                  letters.add(letter);
                }
                return true;
              });
        });
    return letters;
  }

  /** Several sinks may share a queue; a letter that does not tell its sink counts. */
  private boolean isOfSink(Letter letter) {
    String connector = letter.error("connector.name");
    return connector.isEmpty() || connector.equals(sink.name());
  }

  private LaterRecords later(List<Letter> letters) {
    LaterRecords later = new LaterRecords(letters);
    Map<String, Map<Integer, Long>> first =
        letters.stream()
            .flatMap(letter -> letter.of().stream())
            .collect(
                Collectors.groupingBy(
                    RecordPlace::topic,
                    Collectors.toMap(RecordPlace::partition, RecordPlace::offset, Math::min)));
    long[] room = {settings.recordsMost()};
    first.forEach((topic, from) -> read(topic, from, room, later));
    return later;
  }

  private void read(String topic, Map<Integer, Long> from, long[] room, LaterRecords later) {
    Map<Integer, Long> begins = reader.begins(topic);
    Map<Integer, Long> ends = reader.ends(topic);
    from.forEach(
        (partition, offset) -> {
          long end = ends.getOrDefault(partition, 0L);
          long begin = Math.max(offset, begins.getOrDefault(partition, 0L));
          if (begin >= end) {
            return;
          }
          long reached =
              room[0] <= 0
                  ? begin
                  : reader.read(
                      topic,
                      partition,
                      begin,
                      end,
                      record -> {
                        later.see(
                            new RecordPlace(topic, partition, record.offset()),
                            record.key(),
                            Letter.writeMicros(record));
                        return --room[0] > 0;
                      });
          if (reached < end) {
            later.cutOff(topic, partition);
          }
        });
  }

  @Override
  public void close() {
    reader.close();
  }
}
