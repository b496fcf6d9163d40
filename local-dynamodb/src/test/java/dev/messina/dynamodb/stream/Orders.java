package dev.messina.dynamodb.stream;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A table with a stream, whose clock only moves when it is told to. */
final class Orders {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final KeySchema SCHEMA =
      new KeySchema(new KeyAttribute("id", KeyType.S), Optional.empty());

  final Streams streams;
  final TableStream stream;
  private final Map<String, Item> items = new HashMap<>();
  private Instant now = START;

  Orders(StreamSettings settings) {
    this(settings, StreamViewType.NEW_AND_OLD_IMAGES, 1);
  }

  Orders(StreamSettings settings, StreamViewType view, long seed) {
    streams = new Streams(new Random(seed));
    streams.settings(settings);
    stream = streams.enable(source(view), now);
  }

  static StreamSource source(StreamViewType view) {
    return new StreamSource(
        "orders", "arn:aws:dynamodb:eu-west-1:000000000000:table/orders", SCHEMA, view);
  }

  static StreamSettings oneShard() {
    return StreamSettings.defaults().shards(ShardSettings.defaults().count(1));
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  static ItemKey key(String id) {
    return ItemKey.of(AttributeValue.string(id), Optional.empty());
  }

  /** Puts an item with this value, or deletes it if the value is null. */
  void write(String id, Integer value) {
    Item before = items.get(id);
    Item after =
        value == null
            ? null
            : Item.of(
                Map.of(
                    "id",
                    AttributeValue.string(id),
                    "value",
                    AttributeValue.number(value.toString())));
    if (before == null && after == null) {
      return;
    }
    stream.append(new Change(key(id), before, after, now, Optional.empty()));
    if (after == null) {
      items.remove(id);
    } else {
      items.put(id, after);
    }
  }

  List<ListedShard> shards() {
    return stream.shards(now);
  }

  List<ListedShard> openShards() {
    return shards().stream().filter(shard -> shard.ending().isEmpty()).toList();
  }

  ListedShard shard(String id) {
    return shards().stream().filter(shard -> shard.id().equals(id)).findFirst().orElseThrow();
  }

  ShardPosition position(String shard, IteratorStart start) {
    return stream.position(shard, start, now);
  }

  /** All that a shard has now. */
  List<StreamRecord> read(String shard) {
    List<StreamRecord> records = new ArrayList<>();
    Optional<ShardPosition> next =
        Optional.of(stream.position(shard, new IteratorStart.TrimHorizon(), now));
    boolean more = true;
    while (more && next.isPresent()) {
      RecordPage page = stream.read(shard, next.get(), 1000, now);
      records.addAll(page.records());
      more = !page.records().isEmpty() || next.get().emptyPages() > 0;
      next = page.next();
    }
    return records;
  }
}
