package dev.messina.source.aws;

import dev.messina.source.change.ItemJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;

/** A shard of {@link FakeDynamoDb}. */
final class FakeShard {

  final String id;
  final String stream;
  final String parent;
  final Predicate<String> owns;
  final long firstSequence;
  final List<StreamRecord> records = new ArrayList<>();
  final List<Instant> madeAt = new ArrayList<>();
  boolean open = true;
  Instant closedAt;
  boolean listed = true;
  boolean gone;
  boolean horizonFails;
  boolean startFails;
  int trimmed;
  Duration skew = Duration.ZERO;

  FakeShard(String id, String stream, String parent, long firstSequence, Predicate<String> owns) {
    this.id = id;
    this.stream = stream;
    this.parent = parent;
    this.firstSequence = firstSequence;
    this.owns = owns;
  }

  /** No more changes come into it. */
  void close(Instant now) {
    open = false;
    closedAt = now;
  }

  /** Forgets the changes that happened before, as the service does with those of a day ago. */
  void trimBefore(Instant horizon) {
    while (trimmed < records.size() && records.get(trimmed).time().isBefore(horizon)) {
      trimmed++;
    }
    gone = gone || (!open && closedAt.isBefore(horizon));
  }

  /** That of the newest record, null if there never was one. */
  String lastSequence() {
    return records.isEmpty() ? null : records.get(records.size() - 1).sequence();
  }

  /** The shard as a listing shows it. */
  ShardDescription listed() {
    String first = Long.toString(firstSequence);
    String last = records.isEmpty() ? first : records.get(records.size() - 1).sequence();
    return new ShardDescription(id, parent, first, open ? null : last);
  }

  /** Where the first record stands whose sequence number is this one or higher. */
  int indexOf(long sequence) {
    int index = 0;
    while (index < records.size() && Long.parseLong(records.get(index).sequence()) < sequence) {
      index++;
    }
    return index;
  }

  /**
   * Adds a change.
   *
   * @param grain of the clock that says when it happened
   */
  void add(
      long sequence,
      String key,
      Map<String, AttributeValue> before,
      Map<String, AttributeValue> after,
      Instant now,
      Duration grain) {
    long millis = now.plus(skew).toEpochMilli();
    Instant time = Instant.ofEpochMilli(millis - Math.floorMod(millis, grain.toMillis()));
    OperationType type =
        after == null
            ? OperationType.REMOVE
            : before == null ? OperationType.INSERT : OperationType.MODIFY;
    madeAt.add(now);
    records.add(
        new StreamRecord(
            "e-" + sequence,
            type,
            Long.toString(sequence),
            time,
            Map.of(FakeDynamoDb.KEY, AttributeValue.fromS(key)),
            before == null ? null : ItemJson.write(before),
            after == null ? null : ItemJson.write(after),
            null));
  }
}
