package dev.messina.cli.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.sweep.Access;
import dev.messina.verification.frontier.SinkOffsets;
import dev.messina.verification.frontier.StreamListing;
import dev.messina.verification.frontier.StreamListings;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.topic.TopicReader;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A migration with everything open that its progress is read by. Only Connect is asked at first;
 * what does not answer later, says so in a {@link RuntimeException}. For use by one thread.
 */
public final class OpenPair implements AutoCloseable {

  private static final Duration REST_PATIENCE = Duration.ofSeconds(10);
  private static final Map<String, String> KAFKA_PATIENCE =
      Map.of("request.timeout.ms", "10000", "default.api.timeout.ms", "20000");

  private final PairName name;
  private final ConnectRest connect;
  private final ConnectorPair pair;
  private final AwsClients aws;
  private final TopicReader reader;
  private final Map<String, StreamListings> listings = new HashMap<>();

  /**
   * @param dynamoDb an address in the place of the source's
   * @throws IllegalArgumentException if the two are no migration, or a setting cannot be followed
   * @throws RuntimeException if Connect does not answer
   */
  public OpenPair(PairName name, Access access, Optional<URI> dynamoDb) {
    this.name = name;
    this.connect = new ConnectRest(name::connect, REST_PATIENCE);
    this.pair = current();
    Map<String, String> kafka = new HashMap<>(access.kafkaSettings(pair.source()));
    if (KAFKA_PATIENCE.keySet().stream().noneMatch(kafka::containsKey)) {
      kafka.putAll(KAFKA_PATIENCE);
    }
    this.aws = AwsClients.of(pair.source(), dynamoDb);
    this.reader = reader(kafka);
  }

  private TopicReader reader(Map<String, String> kafka) {
    try {
      return new TopicReader(kafka);
    } catch (RuntimeException refused) {
      aws.close();
      throw refused;
    }
  }

  private ConnectorPair current() {
    return ConnectorPair.of(connect, name.connect(), name.source(), name.sink());
  }

  /** Whether the connectors are deployed as they were when this was opened. */
  public boolean isCurrent() {
    return pair.equals(current());
  }

  public PairName name() {
    return name;
  }

  public ConnectorPair pair() {
    return pair;
  }

  public TopicReader reader() {
    return reader;
  }

  /** What Connect says of the source. */
  public ConnectorStatus sourceStatus() {
    return connect.status(pair.source().name());
  }

  /** What Connect says of the sink. */
  public ConnectorStatus sinkStatus() {
    return connect.status(pair.sink().name());
  }

  /**
   * The tables that are looked at: the one that is named, or all that both connectors carry.
   *
   * @throws IllegalArgumentException if there is none
   */
  public List<String> tables() {
    if (name.table().isEmpty()) {
      return pair.tables(pair.namedTables().isEmpty() ? sourceOffsets() : List.of());
    }
    String topic = pair.topic(name.table().get());
    if (!pair.isTaken(topic)) {
      throw new IllegalArgumentException(
          "Connector %s does not read topic %s, to which table %s goes."
              .formatted(pair.sink().name(), topic, name.table().get()));
    }
    return List.of(name.table().get());
  }

  /** The source's committed offsets. */
  public List<JsonNode> sourceOffsets() {
    return connect.offsets(pair.source().name());
  }

  /** The sink's committed offsets of a topic, by partition. */
  public Map<Integer, Long> sinkOffsets(String topic) {
    return SinkOffsets.of(connect.offsets(pair.sink().name()), topic);
  }

  /**
   * The shards of a table's stream as {@link StreamListings} gives them; empty if it has none.
   *
   * @throws IllegalStateException if DynamoDB does not tell
   */
  public Optional<StreamListing> shards(String table) {
    return asked(
        table,
        listings.computeIfAbsent(
            table, any -> new StreamListings(aws.tables(), aws.streams(), table)));
  }

  /**
   * About how many items a table holds, as DynamoDB counts every six hours; 0 if it does not tell.
   *
   * @throws IllegalStateException if it does not answer
   */
  public long itemsEstimated(String table) {
    Long items =
        asked(table, () -> aws.tables().describeTable(ask -> ask.tableName(table)))
            .table()
            .itemCount();
    return items == null ? 0 : items;
  }

  /**
   * The key of a table.
   *
   * @throws IllegalStateException if DynamoDB does not tell
   */
  public SourceItems items(String table) {
    return asked(table, () -> new SourceItems(aws.tables(), table));
  }

  private static <T> T asked(String table, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException refused) {
      throw new IllegalStateException(
          "DynamoDB does not describe table '%s': %s%s"
              .formatted(
                  table,
                  refused.getMessage(),
                  Permission.missing(refused).map(remedy -> ". " + remedy).orElse("")),
          refused);
    }
  }

  @Override
  public void close() {
    reader.close();
    aws.close();
  }
}
