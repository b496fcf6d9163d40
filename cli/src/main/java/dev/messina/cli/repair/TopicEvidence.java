package dev.messina.cli.repair;

import dev.messina.cli.verify.OpenMigration;
import dev.messina.verification.expect.Expectation;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.topic.RecordJson;
import dev.messina.verification.topic.TopicChange;
import dev.messina.verification.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What the topics show for a repair. For use by one thread. */
final class TopicEvidence {

  private static final String WRITE_TIMESTAMP = "messina.write.ts.us";
  private static final String DELETE = "d";

  private final TopicReader reader;
  private final String topic;
  private final RecordJson json;

  TopicEvidence(TopicReader reader, String topic, RecordJson json) {
    this.reader = reader;
    this.topic = topic;
    this.json = json;
  }

  /** Of a migration's topic. */
  static TopicEvidence of(OpenMigration open) {
    return new TopicEvidence(
        open.reader(), open.migration().topic(), new RecordJson(open.sides().items().keyTypes()));
  }

  /** The ends of a topic by partition; none where it does not exist. */
  Map<Integer, Long> ends(String name) {
    return name.isEmpty() ? Map.of() : reader.ends(name);
  }

  /**
   * What the source has sent of items under some epochs: {@link Outcome#REWRITTEN} or {@link
   * Outcome#DELETED}; an item of which it has sent nothing is left out.
   *
   * @param from where the topic ended before, by partition
   * @param epochMicros the epochs
   */
  Map<ItemKey, Outcome> sent(Map<Integer, Long> from, Set<Long> epochMicros, Set<ItemKey> items) {
    Map<ItemKey, Outcome> sent = new HashMap<>();
    readFrom(
        topic,
        from,
        record -> {
          long micros = writeMicros(record).orElse(0);
          if (epochMicros.contains(micros) || epochMicros.contains(micros + 1)) {
            TopicChange change = json.change(record);
            boolean deleted = change.operation().equals(DELETE);
            if (items.contains(change.item())) {
              sent.put(change.item(), deleted ? Outcome.DELETED : Outcome.REWRITTEN);
            }
          }
        });
    return sent;
  }

  private static OptionalLong writeMicros(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(WRITE_TIMESTAMP);
    String text =
        header == null || header.value() == null
            ? ""
            : new String(header.value(), StandardCharsets.UTF_8).replace("\"", "");
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /**
   * The items of which the dead-letter queue holds a letter.
   *
   * @param queue its name; empty for none
   * @param from where it ended before, by partition
   */
  Set<ItemKey> letters(String queue, Map<Integer, Long> from, Set<ItemKey> items) {
    Set<ItemKey> found = new HashSet<>();
    if (!queue.isEmpty()) {
      readFrom(
          queue,
          from,
          letter -> json.item(letter.key()).filter(items::contains).ifPresent(found::add));
    }
    return found;
  }

  /** Whether all that came on the topic since a time is still there. */
  boolean holdsSince(Instant time) {
    Map<Integer, Long> begins = reader.begins(topic);
    return reader.at(topic, time).entrySet().stream()
        .allMatch(
            since ->
                begins.get(since.getKey()) == 0 || since.getValue() > begins.get(since.getKey()));
  }

  /**
   * The items that may have come to rows since a time: those with a change that is no delete and
   * makes such a row.
   */
  Map<RowKey, Set<ItemKey>> claims(Instant since, Set<RowKey> rows, Expectation expectation) {
    Map<RowKey, Set<ItemKey>> claims = new HashMap<>();
    readFrom(
        topic,
        reader.at(topic, since),
        record -> {
          TopicChange change = json.change(record);
          if (!change.operation().equals(DELETE)) {
            touched(change, expectation).stream()
                .filter(rows::contains)
                .forEach(
                    row -> claims.computeIfAbsent(row, any -> new HashSet<>()).add(change.item()));
          }
        });
    return claims;
  }

  private static Set<RowKey> touched(TopicChange change, Expectation expectation) {
    Set<RowKey> touched =
        new HashSet<>(
            expectation.touchedBy(change.key(), change.value().orElse(null), change.operation()));
    Optional<RowKey> byKeyAlone = expectation.rowOfKeyAlone(change.item());
    byKeyAlone.ifPresent(touched::add);
    return touched;
  }

  private void readFrom(
      String name, Map<Integer, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<Integer, Long> begins = reader.begins(name);
    reader
        .ends(name)
        .forEach(
            (partition, end) ->
                reader.read(
                    name,
                    partition,
                    Math.max(from.getOrDefault(partition, 0L), begins.get(partition)),
                    end,
                    record -> {
                      taker.accept(record);
                      return true;
                    }));
  }
}
