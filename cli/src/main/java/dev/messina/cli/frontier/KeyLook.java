package dev.messina.cli.frontier;

import dev.messina.cli.migration.OpenPair;
import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.topic.RecordJson;
import dev.messina.verification.topic.RecordMarks;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks for one item in what the sink has not committed, and in its dead-letter queue. Reads no
 * more of either than {@link #RECORDS_MAX} offsets a partition, and for so long at most.
 */
public final class KeyLook {

  private static final int RECORDS_MAX = 100_000;
  private static final Duration STUCK = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final String FAILED_TOPIC = "__connect.errors.topic";
  private static final String FAILED_PARTITION = "__connect.errors.partition";
  private static final String FAILED_OFFSET = "__connect.errors.offset";
  private static final String WRITE_MODE = "write.mode";
  private static final String MERGE = "merge";

  private final OpenPair open;
  private final String table;
  private final String topic;
  private final RecordJson json;
  private final ItemKey key;
  private final List<String> doubts = new ArrayList<>();
  private final long deadline = System.nanoTime() + LONGEST.toNanos();

  private Optional<Instant> inFlightSince = Optional.empty();
  private Optional<ConsumerRecord<byte[], byte[]>> newestLetter = Optional.empty();

  private KeyLook(OpenPair open, String table, RecordJson json, ItemKey key) {
    this.open = open;
    this.table = table;
    this.topic = open.pair().topic(table);
    this.json = json;
    this.key = key;
  }

  /**
   * @param text the key in DynamoDB's JSON; other attributes are skipped
   * @throws IllegalArgumentException if it is no key of the table
   * @throws RuntimeException if a service does not answer
   */
  public static KeyAnswer answer(OpenPair open, String table, String text) {
    SourceItems items = open.items(table);
    ItemKey key = key(items, text);
    return new KeyLook(open, table, new RecordJson(items.keyTypes()), key).answer();
  }

  private static ItemKey key(SourceItems items, String text) {
    try {
      return items.keyOf(ItemJson.read(text));
    } catch (IllegalArgumentException noKey) {
      throw new IllegalArgumentException(
          "--key is no key of table '%s': %s".formatted(items.table(), noKey.getMessage()), noKey);
    }
  }

  private KeyAnswer answer() {
    TableFrontier frontier =
        new TableFrontier(
            open.pair().source().name(),
            open.pair().sink().name(),
            table,
            topic,
            Frontiers.frontier(open, table).read());
    TopicReader reader = open.reader();
    Map<Integer, Long> ends = reader.ends(topic);
    Map<Integer, Long> committed = open.sinkOffsets(topic);
    Map<Integer, Long> begins = reader.begins(topic);
    ends.forEach(
        (partition, end) -> {
          long from =
              Math.max(committed.getOrDefault(partition, 0L), begins.getOrDefault(partition, 0L));
          long last = Math.min(end, from + RECORDS_MAX);
          scan(topic, partition, from, last, this::noteChange);
          if (last < end) {
            doubts.add(
                "The sink is more than %d records behind in partition %s-%d"
                    .formatted(RECORDS_MAX, topic, partition));
          }
        });
    open.pair().deadLetters().forEach(this::readLetters);
    Optional<KeyAnswer.Letter> letter =
        newestLetter.map(found -> letter(found, mended(found, begins, committed)));
    return new KeyAnswer(
        Instant.now().truncatedTo(ChronoUnit.MILLIS), key, frontier, inFlightSince, letter, doubts);
  }

  /** From the newest ones back, as far as the limit goes. */
  private void readLetters(String queue) {
    TopicReader reader = open.reader();
    Map<Integer, Long> begins = reader.begins(queue);
    reader
        .ends(queue)
        .forEach(
            (partition, end) -> {
              long begin = begins.getOrDefault(partition, 0L);
              long from = Math.max(begin, end - RECORDS_MAX);
              if (from > begin) {
                doubts.add(
                    "Only the newest %d letters of %s-%d were looked at"
                        .formatted(RECORDS_MAX, queue, partition));
              }
              scan(queue, partition, from, end, this::noteLetter);
            });
  }

  private void noteChange(ConsumerRecord<byte[], byte[]> record) {
    if (isOfKey(record)) {
      Instant at = Instant.ofEpochMilli(record.timestamp());
      inFlightSince =
          inFlightSince.filter(earlier -> earlier.isBefore(at)).or(() -> Optional.of(at));
    }
  }

  private boolean isOfKey(ConsumerRecord<byte[], byte[]> record) {
    return json.item(record.key())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    ("The key of record %s-%d@%d is not JSON; of topics in other formats no single"
                            + " key can be looked for.")
                        .formatted(record.topic(), record.partition(), record.offset())))
        .equals(key);
  }

  private void noteLetter(ConsumerRecord<byte[], byte[]> letter) {
    boolean mine =
        json.item(letter.key()).filter(key::equals).isPresent()
            && RecordMarks.header(letter, FAILED_TOPIC).filter(of -> !of.equals(topic)).isEmpty();
    if (mine && newestLetter.filter(other -> other.timestamp() > letter.timestamp()).isEmpty()) {
      newestLetter = Optional.of(letter);
    }
  }

  private static KeyAnswer.Letter letter(ConsumerRecord<byte[], byte[]> found, boolean mended) {
    return new KeyAnswer.Letter(
        found.topic(),
        found.partition(),
        found.offset(),
        Instant.ofEpochMilli(found.timestamp()),
        mended);
  }

  /** Whether the sink has committed a later change of the item; it replaces the whole row. */
  private boolean mended(
      ConsumerRecord<byte[], byte[]> letter,
      Map<Integer, Long> begins,
      Map<Integer, Long> committed) {
    OptionalLong written = RecordMarks.of(letter).writeMicros();
    boolean merges = MERGE.equals(open.pair().sink().config().get(WRITE_MODE));
    if (merges || written.isEmpty()) {
      return false;
    }
    Optional<Long> where = number(letter, FAILED_PARTITION);
    long behind = number(letter, FAILED_OFFSET).map(offset -> offset + 1).orElse(0L);
    List<Long> later = new ArrayList<>();
    committed.forEach(
        (partition, end) -> {
          if (where.filter(number -> number.intValue() != partition).isEmpty()) {
            long from = Math.max(begins.getOrDefault(partition, 0L), end - RECORDS_MAX);
            scan(
                topic,
                partition,
                Math.max(from, behind),
                end,
                record -> {
                  OptionalLong then = RecordMarks.of(record).writeMicros();
                  boolean newer = then.isPresent() && then.getAsLong() > written.getAsLong();
                  if (newer && isOfKey(record)) {
                    later.add(record.offset());
                  }
                });
          }
        });
    return !later.isEmpty();
  }

  private static Optional<Long> number(ConsumerRecord<byte[], byte[]> letter, String header) {
    return RecordMarks.header(letter, header)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }

  private void scan(
      String from,
      int partition,
      long begin,
      long end,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (begin >= end) {
      return;
    }
    long reached =
        open.reader()
            .readSome(
                from,
                partition,
                begin,
                end,
                STUCK,
                record -> {
                  each.accept(record);
                  return System.nanoTime() - deadline < 0;
                });
    if (reached < end) {
      doubts.add("Partition %s-%d could not be read to its end".formatted(from, partition));
    }
  }
}
