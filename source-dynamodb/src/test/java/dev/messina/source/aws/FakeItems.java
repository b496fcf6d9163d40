package dev.messina.source.aws;

import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.change.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of {@link FakeDynamoDb} with all their versions, so that a scan can be stale. */
final class FakeItems {

  /** An item's versions by the time from which they hold; an empty one says that it is gone. */
  private final Map<String, TreeMap<Instant, Map<String, AttributeValue>>> versions =
      new TreeMap<>();

  /** Writes an item, or deletes it if it is null. */
  void put(String key, Map<String, AttributeValue> item, Instant at) {
    versions
        .computeIfAbsent(key, absent -> new TreeMap<>())
        .put(at, item == null ? Map.of() : item);
  }

  /** The item as it is now, or null. */
  Map<String, AttributeValue> current(String key) {
    TreeMap<Instant, Map<String, AttributeValue>> ofItem = versions.get(key);
    return ofItem == null || ofItem.lastEntry().getValue().isEmpty()
        ? null
        : ofItem.lastEntry().getValue();
  }

  /** All items as they are now. */
  Map<String, Map<String, AttributeValue>> current() {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    for (String key : versions.keySet()) {
      Map<String, AttributeValue> item = current(key);
      if (item != null) {
        items.put(key, item);
      }
    }
    return items;
  }

  /** A page of a scan as the items were at a time. */
  List<Item> page(ScanCall call, Instant at) {
    String after = call.startKey().isEmpty() ? "" : call.startKey().get(FakeDynamoDb.KEY).s();
    List<Item> items = new ArrayList<>();
    for (Map.Entry<String, TreeMap<Instant, Map<String, AttributeValue>>> entry :
        versions.entrySet()) {
      String key = entry.getKey();
      boolean inSegment = Math.floorMod(key.hashCode(), call.totalSegments()) == call.segment();
      Map.Entry<Instant, Map<String, AttributeValue>> version = entry.getValue().floorEntry(at);
      if (inSegment
          && key.compareTo(after) > 0
          && version != null
          && !version.getValue().isEmpty()) {
        if (items.size() == call.limit()) {
          break;
        }
        items.add(Item.of(version.getValue()));
      }
    }
    return items;
  }
}
