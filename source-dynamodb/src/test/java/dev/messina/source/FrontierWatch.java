package dev.messina.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeSource;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.verification.frontier.Assumptions;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.frontier.FrontierRule;
import dev.messina.verification.frontier.StreamListing;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Computes the frontier of a table all its life, from what anybody can see, and holds it against
 * what is in Kafka. Its own listing lags: a shard shows in it up to a minute after it was made.
 */
final class FrontierWatch {

  /** What is left out on purpose, to see that it is missed. */
  enum Flaw {
    NONE,
    /** The snapshot is taken for done. */
    SNAPSHOT_NOT_AWAITED,
    /** A shard that has not started holds nothing. */
    NOT_STARTED_FORGOTTEN,
    /** That a shard was read to its end counts as if it had no changes until then. */
    END_TAKEN_FOR_QUIET,
    /** A listing shows all children of a shard at once. */
    LISTING_TAKEN_FOR_WHOLE,
    /** Clocks are taken for right, and the second of the last change for whole. */
    CHANGES_OF_THIS_SECOND_COUNTED
  }

  private static final int WRONG_MAX = 5;
  private static final Duration LISTING_LAG = Duration.ofSeconds(55);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Flaw flaw;
  private final Random random;
  private final FrontierRule rule;
  private final Map<String, Instant> shownFrom = new HashMap<>();
  private final Set<String> onTopic = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();
  private final Set<String> keysOnTopic = new HashSet<>();
  private int read;
  private long known;
  private long scanEpoch;
  private Instant scannedAgain = Instant.MIN;
  private String reason = "";

  FrontierWatch(long seed, Flaw flaw) {
    this.flaw = flaw;
    this.random = new Random(seed);
    Assumptions real = Assumptions.DEFAULT;
    this.rule =
        new FrontierRule(
            new Assumptions(
                real.delivery(),
                flaw == Flaw.CHANGES_OF_THIS_SECOND_COUNTED
                    ? Duration.ofSeconds(-2)
                    : real.clockError(),
                flaw == Flaw.LISTING_TAKEN_FOR_WHOLE ? Duration.ZERO : real.children(),
                flaw == Flaw.LISTING_TAKEN_FOR_WHOLE ? Duration.ZERO : real.merge()));
  }

  /** What the frontier had passed although it was not on the topic, with when. */
  List<String> wrong() {
    return wrong;
  }

  /** How many looks gave a frontier. */
  long known() {
    return known;
  }

  /** Why there was none, the last time. */
  String reason() {
    return reason;
  }

  void look(FakeDynamoDb dynamoDb, FakeWorker worker, Instant now) {
    noteScan(worker, now);
    StreamListing listing = listing(dynamoDb, now);
    List<JsonNode> offsets = offsets(worker);
    if (flaw == Flaw.NOT_STARTED_FORGOTTEN) {
      listing
          .parents()
          .keySet()
          .forEach(shard -> offsets.add(upToNow(dynamoDb.streamLabel(), shard, now)));
      offsets.addAll(offsets(worker));
    }
    Frontier.Reading reading = rule.onTopic(FakeDynamoDb.TABLE, offsets, listing);
    if (reading instanceof Frontier.Known answer) {
      known++;
      takeIn(worker.inKafka());
      check(dynamoDb, worker, answer, now);
    } else {
      reason = reading.toString();
    }
  }

  private void check(FakeDynamoDb dynamoDb, FakeWorker worker, Frontier.Known answer, Instant now) {
    Instant streamStart = streamStart(worker);
    List<FakeDynamoDb.Made> changes = dynamoDb.made();
    Map<String, String> latest = new HashMap<>();
    changes.forEach(
        made -> latest.merge(key(made), made.record().sequence(), FrontierWatch::later));
    for (FakeDynamoDb.Made made : changes) {
      boolean scanned =
          made.record().time().isBefore(streamStart) || made.at().isBefore(scannedAgain);
      boolean missing =
          scanned
              ? isLatest(made, latest) && isMissingItem(dynamoDb, made)
              : !onTopic.contains(made.record().sequence());
      if (made.at().isBefore(answer.appliedUntil()) && missing && wrong.size() < WRONG_MAX) {
        wrong.add(
            made.record().sequence()
                + ", made at "
                + made.at()
                + ", is not on the topic at "
                + now
                + ", frontier "
                + answer);
      }
    }
  }

  private static String later(String one, String other) {
    return new BigInteger(one).compareTo(new BigInteger(other)) < 0 ? other : one;
  }

  private static boolean isLatest(FakeDynamoDb.Made made, Map<String, String> latest) {
    return latest.get(key(made)).equals(made.record().sequence());
  }

  private static String key(FakeDynamoDb.Made made) {
    return made.record().key().get(FakeDynamoDb.KEY).s();
  }

  /** What the scan must have brought, and has not. */
  private boolean isMissingItem(FakeDynamoDb dynamoDb, FakeDynamoDb.Made made) {
    String key = key(made);
    return dynamoDb.items().containsKey(key) && !keysOnTopic.contains(key);
  }

  /** What was made before a later epoch was seen is brought by its scan. */
  private void noteScan(FakeWorker worker, Instant now) {
    worker
        .committed("table")
        .values()
        .forEach(
            table -> {
              long epoch = ((Number) table.get("epoch_us")).longValue();
              if (table.get("epochs").toString().contains(",") && epoch > scanEpoch) {
                scanEpoch = epoch;
                scannedAgain = now;
              }
            });
  }

  private StreamListing listing(FakeDynamoDb dynamoDb, Instant now) {
    Map<String, Optional<String>> shown = new HashMap<>();
    dynamoDb
        .parents()
        .forEach(
            (shard, parent) -> {
              Instant from =
                  shownFrom.computeIfAbsent(
                      shard,
                      fresh ->
                          createdAt(shard).plusMillis(random.nextLong(LISTING_LAG.toMillis())));
              if (!now.isBefore(from) || parent.isEmpty()) {
                shown.put(shard, parent);
              }
            });
    return new StreamListing(
        dynamoDb.tableId(), dynamoDb.streamLabel(), dynamoDb.isRecording(), now, shown);
  }

  /** A shard's id has the time at which it was created; the listing's lag counts from there. */
  private static Instant createdAt(String shard) {
    return Instant.ofEpochMilli(
        Long.parseLong(shard.substring("shardId-".length(), shard.lastIndexOf('-'))));
  }

  private List<JsonNode> offsets(FakeWorker worker) {
    List<JsonNode> offsets = new ArrayList<>();
    for (String kind : List.of("table", "first", "segment", "task", "shard", "data-loss")) {
      worker
          .committed(kind)
          .forEach((partition, offset) -> offsets.add(entry(partition, new HashMap<>(offset))));
    }
    return offsets;
  }

  private JsonNode upToNow(String streamLabel, String shard, Instant now) {
    return entry(
        Map.of("table", FakeDynamoDb.TABLE, "kind", "shard", "stream", streamLabel, "shard", shard),
        Map.of("change_ts_us", now.toEpochMilli() * 1_000));
  }

  private JsonNode entry(Map<String, ?> partition, Map<String, Object> offset) {
    String kind = partition.get("kind").toString();
    if (flaw == Flaw.SNAPSHOT_NOT_AWAITED && offset.containsKey("total_segments")) {
      offset.put("total_segments", 0);
    }
    if (flaw == Flaw.END_TAKEN_FOR_QUIET
        && kind.equals("shard")
        && Boolean.TRUE.equals(offset.get("finished"))) {
      offset.put("change_ts_us", ((Number) offset.get("checked_ms")).longValue() * 1_000);
    }
    ObjectNode entry = JSON.createObjectNode();
    entry.set("partition", JSON.valueToTree(partition));
    entry.set("offset", JSON.valueToTree(offset));
    return entry;
  }

  private void takeIn(List<SourceRecord> inKafka) {
    for (; read < inKafka.size(); read++) {
      SourceRecord record = inKafka.get(read);
      if (record.topic().equals("shop.orders")) {
        ChangeRecord change = ChangeRecordReader.read(record);
        keysOnTopic.add(Rows.name((Struct) record.key()));
        if (change.source().position() instanceof ChangeSource.StreamShard shard) {
          onTopic.add(shard.sequence());
        }
      }
    }
  }

  /**
   * Changes before it may be left to the scan. Where two tasks have led the table, and have chosen
   * the same epoch, the shards may have been begun by either's.
   */
  private static Instant streamStart(FakeWorker worker) {
    long micros =
        Stream.of("table", "first")
            .flatMap(kind -> worker.committed(kind).values().stream())
            .mapToLong(offset -> ((Number) offset.get("stream_start_us")).longValue())
            .max()
            .orElseThrow();
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
