package dev.messina.dynamodb.api.read;

import dev.messina.dynamodb.api.item.GetItem;
import dev.messina.dynamodb.api.request.Capacity;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.expression.Condition;
import dev.messina.dynamodb.expression.Projection;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemJson;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyRange;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.CapacityUse;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.IndexView;
import dev.messina.dynamodb.table.Page;
import dev.messina.dynamodb.table.Table;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The page that a query or a scan answers with.
 *
 * @param range the keys, of the table or of the index
 * @param filter leaves out items that were read
 * @param projection of what is given; empty gives whole items
 */
record Reading(
    Parameters request,
    Table table,
    Optional<Index> index,
    KeyRange range,
    boolean forward,
    Optional<Condition> filter,
    Optional<Projection> projection) {

  private static final int ROOM = 512;

  byte[] answer(Instant at) {
    boolean consistent = request.flag("ConsistentRead").orElse(false);
    int limit = request.number("Limit").map(Math::toIntExact).orElse(Integer.MAX_VALUE);
    Page page = Page.read(items(at, consistent), limit, passes());
    double units = Capacity.read(page.bytes(), consistent);
    ItemKey begin =
        page.first().map(item -> table.keySchema().itemKey(item.attributes())).orElse(range.from());
    table.use(new CapacityUse(table, CapacityUse.Kind.READ, begin, units, at));
    boolean counts = ReadParameters.counts(request);
    JsonWriter json = new JsonWriter(counts ? ROOM : expected(page)).beginObject();
    if (!counts) {
      json.name("Items").beginArray();
      page.items().forEach(item -> GetItem.write(json, item, projection));
      json.endArray();
    }
    json.field("Count", page.items().size()).field("ScannedCount", page.scanned());
    page.last().ifPresent(last -> writeLastKey(json, last));
    writeCapacity(json, units);
    return json.endObject().toBytes();
  }

  private Iterator<Item> items(Instant at, boolean consistent) {
    StartKey start = StartKey.of(request, table, index, range, forward);
    if (index.isPresent()) {
      boolean whole = ReadParameters.wantsWhole(request, table, index.get(), projection);
      return new IndexView(table, index.get(), whole)
          .range(range, forward, start.inIndex(), table.readTime(at, consistent));
    }
    KeyRange rest = start.inTable().map(key -> range.after(key, forward)).orElse(range);
    return table.range(rest, forward, table.readTime(at, consistent));
  }

  private Predicate<Item> passes() {
    return filter
        .<Predicate<Item>>map(condition -> item -> condition.holds(item.attributes()))
        .orElse(item -> true);
  }

  private void writeLastKey(JsonWriter json, Item last) {
    Map<String, AttributeValue> attributes = last.attributes();
    Map<String, AttributeValue> key = new LinkedHashMap<>(table.keySchema().keyOf(attributes));
    index.ifPresent(each -> key.putAll(each.keySchema().keyOf(attributes)));
    json.name("LastEvaluatedKey");
    ItemJson.write(json, key);
  }

  private void writeCapacity(JsonWriter json, double units) {
    Capacity capacity = Capacity.of(table);
    index.ifPresentOrElse(each -> capacity.add(each.name(), units), () -> capacity.add(units));
    capacity.write(json, request);
  }

  private static int expected(Page page) {
    int length = ROOM;
    for (Item item : page.items()) {
      length += item.json().length + 1;
    }
    return length;
  }
}
