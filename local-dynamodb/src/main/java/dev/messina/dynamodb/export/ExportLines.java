package dev.messina.dynamodb.export;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.Change;
import dev.messina.dynamodb.stream.KeyJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lines of data files, as DynamoDB JSON. */
final class ExportLines {

  private static final long MICROS = 1000;

  /**
   * @param bytes of the items in it, by DynamoDB's count
   */
  record Line(byte[] json, int bytes) {}

  private ExportLines() {}

  static Stream<Line> full(Collection<Item> items) {
    return items.stream()
        .map(
            item ->
                new Line(
                    new JsonWriter(item.json().length + 16)
                        .beginObject()
                        .name("Item")
                        .raw(item.json())
                        .endObject()
                        .toBytes(),
                    item.size()));
  }

  /** One line for an item, of all its changes together; none if it came and went. */
  static Stream<Line> incremental(
      Map<ItemKey, List<Change>> changes, KeyJson keys, boolean withOldImages) {
    return changes.values().stream()
        .filter(each -> each.get(0).before() != null || last(each).after() != null)
        .map(each -> line(each.get(0).before(), last(each), keys, withOldImages));
  }

  private static Line line(Item before, Change last, KeyJson keys, boolean withOldImages) {
    Item after = last.after();
    JsonWriter json = new JsonWriter().beginObject();
    json.name("Metadata").beginObject().name("WriteTimestampMicros").beginObject();
    json.field("N", Long.toString(last.at().toEpochMilli() * MICROS));
    json.endObject().endObject();
    json.name("Keys").raw(keys.of(after == null ? before : after));
    if (withOldImages && before != null) {
      json.name("OldImage").raw(before.json());
    }
    if (after != null) {
      json.name("NewImage").raw(after.json());
    }
    int bytes = (after == null ? 0 : after.size()) + (before == null ? 0 : before.size());
    return new Line(json.endObject().toBytes(), bytes);
  }

  private static Change last(List<Change> changes) {
    return changes.get(changes.size() - 1);
  }
}
