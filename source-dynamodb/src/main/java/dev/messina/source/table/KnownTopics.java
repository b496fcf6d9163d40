package dev.messina.source.table;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.control.Kafka;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.offset.SourceOffset.TopicOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableState;
import dev.messina.source.stream.Remedies;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Knows which topics the committed state of the tables belongs to, and stops the task when the
 * records go to others: what had been sent is not in them, and nobody would send it again. The task
 * that leads a table commits the names, and Kafka's ids as soon as the topics are there.
 */
public final class KnownTopics {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** A topic comes into being with its first record. */
  private static final Duration INTERVAL_WHILE_UNKNOWN = Duration.ofSeconds(10);

  private static final Duration SEND_AGAIN = Duration.ofMinutes(3);

  /**
   * Without a record it stays away, and with a transform that sends them elsewhere indefinitely.
   */
  private static final int LOOKS_WHILE_UNKNOWN = 60;

  /** A broker that has just started may not know a topic yet. */
  private static final int MISSING_MAX = 2;

  private final FetchQueue fetches;
  private final Clocks clocks;
  private final Kafka kafka;
  private final Set<String> names = new TreeSet<>();
  private final Map<String, Sent> sent = new HashMap<>();
  private final Map<String, Integer> missing = new HashMap<>();
  private Map<String, String> ids = Map.of();
  private Instant next = Instant.MIN;
  private int looks;
  private boolean asked;

  public KnownTopics(List<TableSettings> tables, DynamoDb dynamoDb, Kafka kafka) {
    this.fetches = dynamoDb.fetches();
    this.clocks = dynamoDb.clocks();
    this.kafka = kafka;
    for (TableSettings settings : tables) {
      names.add(settings.control().topic());
      names.add(topic(settings));
    }
  }

  /** Asks Kafka if that is due. Costs little otherwise. */
  public void advance() {
    Instant now = clocks.turn();
    if (asked || now.isBefore(next)) {
      return;
    }
    asked = true;
    fetches.request(
        new Fetch<>(
            Fetch.Lane.SCAN,
            "Asking Kafka for the ids of topics",
            () -> kafka.topics().ids(names),
            this::accept,
            failure -> accept(Optional.empty()),
            null),
        Duration.ZERO);
  }

  private void accept(Optional<Map<String, String>> answer) {
    asked = false;
    answer.ifPresent(
        found -> {
          ids = Map.copyOf(found);
          names.forEach(
              name -> {
                if (found.containsKey(name)) {
                  missing.remove(name);
                } else {
                  missing.merge(name, 1, Integer::sum);
                }
              });
        });
    looks++;
    boolean unknown = !missing.isEmpty() && looks < LOOKS_WHILE_UNKNOWN;
    next = clocks.turn().plus(unknown ? INTERVAL_WHILE_UNKNOWN : INTERVAL);
  }

  /**
   * Takes in what is committed of a table.
   *
   * @throws ConnectException if its records go to other topics than before
   */
  public void agree(TableSettings settings, TableState agreement) {
    if (agreement.table() == null) {
      return;
    }
    TopicOffset committed = agreement.topic();
    TopicOffset known =
        committed != null
            ? committed
            : new TopicOffset(topic(settings), "", settings.control().topic(), "");
    requireSame(settings, known);
    TopicOffset learnt =
        known.learnt(ids.getOrDefault(known.topic(), ""), ids.getOrDefault(known.control(), ""));
    if (settings.share().leads() && !learnt.equals(committed)) {
      send(settings.share().table(), learnt);
    }
  }

  private void send(String table, TopicOffset position) {
    Instant now = clocks.turn();
    Sent last = sent.get(table);
    if (last == null
        || !last.position().equals(position)
        || now.isAfter(last.at().plus(SEND_AGAIN))) {
      sent.put(table, new Sent(position, now));
      kafka.outbox().commit(new SourcePartition.Topic(table), position);
    }
  }

  private void requireSame(TableSettings settings, TopicOffset known) {
    if (!known.topic().equals(topic(settings))) {
      throw new ConnectException(
          where(settings.share())
              + "the connector's offsets belong to topic '"
              + known.topic()
              + "', but the records would go to '"
              + topic(settings)
              + "', without what has been sent so far, the snapshot included. Set topic.prefix and"
              + " topic.name.format back to what they were. Or: "
              + Remedies.newSnapshot(settings.origin().connector()));
    }
    if (isAnother(known.topic(), known.topicId())) {
      throw new ConnectException(
          where(settings.share())
              + "topic '"
              + known.topic()
              + "' is not the one that this connector has written to (it was deleted, and perhaps"
              + " made again since). What had been sent is gone, so whoever reads the topic from"
              + " its beginning gets a part. "
              + Remedies.newSnapshot(settings.origin().connector())
              + " Or, to keep the target as it is: stop the connector, set topic_id to \"\" in the"
              + " offset of partition "
              + partition(settings.share())
              + ", resume it, and send an execute-snapshot signal for the table at once; sweep"
              + " the target afterwards, since deletes may be among what is gone. See"
              + " docs/offsets.md.");
    }
    boolean otherControl = !known.control().equals(settings.control().topic());
    if (otherControl || isAnother(known.control(), known.controlId())) {
      throw new ConnectException(
          where(settings.share())
              + "control topic '"
              + settings.control().topic()
              + "' is not the one that this connector's offsets belong to ("
              + (otherControl ? "that is '" + known.control() + "'" : "it was deleted")
              + "): signals on it would be taken for ones that have been acted on."
              + (otherControl ? " Set the option back, or: stop" : " Stop")
              + " the connector, set signals to \"\" in the offset of partition {kind=table, table="
              + settings.share().table()
              + "} and the offset of partition "
              + partition(settings.share())
              + " to null, then resume it. No change of the table is lost. See docs/offsets.md.");
    }
  }

  /** Whether a topic is certainly not the one that had this id. */
  private boolean isAnother(String name, String id) {
    if (id.isEmpty()) {
      return false;
    }
    String now = ids.getOrDefault(name, "");
    return now.isEmpty() ? missing.getOrDefault(name, 0) >= MISSING_MAX : !now.equals(id);
  }

  private String topic(TableSettings settings) {
    return settings.origin().topics().topic(settings.share().table());
  }

  private static String where(TableAssignment share) {
    return "Table '" + share.table() + "': ";
  }

  private static String partition(TableAssignment share) {
    return "{kind=topic, table=" + share.table() + "}";
  }

  private record Sent(TopicOffset position, Instant at) {}
}
