package dev.messina.dynamodb.api.batch;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.item.GetItem;
import dev.messina.dynamodb.api.request.AttributeReader;
import dev.messina.dynamodb.api.request.Capacity;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.ExpressionParameters;
import dev.messina.dynamodb.api.request.Keys;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.Projections;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.expression.ExpressionScope;
import dev.messina.dynamodb.expression.Projection;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.CapacityUse;
import dev.messina.dynamodb.table.ReadTime;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads up to 100 items, as far as 16 MB go; the others are given back as unprocessed. */
public final class BatchGetItem implements Operation {

  private static final int MOST_KEYS = 100;
  private static final long MOST_BYTES = 16L * 1024 * 1024;
  private static final List<String> LEGACY = List.of("AttributesToGet");
  private static final List<String> EXPRESSIONS = List.of("ProjectionExpression");

  private final Tables tables;

  public BatchGetItem(Tables tables) {
    this.tables = tables;
  }

  /** What is wanted of one table. */
  private record Wanted(
      String name, Parameters request, List<Object> trees, Optional<Projection> projection) {

    boolean consistent() {
      return request.flag("ConsistentRead").orElse(false);
    }
  }

  /** What was found in one table. */
  private record Found(Wanted wanted, Capacity capacity, List<Item> items, List<Object> left) {}

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    new Constraints()
        .oneOf(request, "ReturnConsumedCapacity", List.of("INDEXES", "TOTAL", "NONE"))
        .check();
    Map<String, Object> requestItems = request.map("RequestItems").orElse(Map.of());
    if (requestItems.isEmpty()) {
      throw validation("The requestItems parameter is required for BatchGetItem");
    }
    List<Wanted> all = new ArrayList<>();
    requestItems.forEach(
        (name, tree) -> all.add(wanted(name, new Parameters(Parameters.asMap(tree)))));
    checkCount(all);
    long room = MOST_BYTES;
    Throttled throttled = new Throttled();
    List<Found> found = new ArrayList<>();
    for (Wanted each : all) {
      Found some = find(each, call, room, throttled);
      room -= some.items().stream().mapToLong(Item::size).sum();
      found.add(some);
    }
    throttled.check();
    JsonWriter json = new JsonWriter().beginObject().name("Responses").beginObject();
    found.forEach(each -> writeItems(json, each));
    json.endObject().name("UnprocessedKeys").beginObject();
    found.stream().filter(each -> !each.left().isEmpty()).forEach(each -> writeLeft(json, each));
    json.endObject();
    Capacities.write(json, request, found.stream().map(Found::capacity).toList());
    return json.endObject().toBytes();
  }

  private static Wanted wanted(String name, Parameters request) {
    List<Object> keys = request.list("Keys").orElse(List.of());
    if (keys.isEmpty() || keys.size() > MOST_KEYS) {
      throw validation(
          "1 validation error detected: Value at 'RequestItems."
              + name
              + ".member.Keys' failed to satisfy constraint: Member must have length "
              + (keys.isEmpty()
                  ? "greater than or equal to 1"
                  : "less than or equal to " + MOST_KEYS));
    }
    ExpressionScope scope = ExpressionParameters.of(request, LEGACY, EXPRESSIONS);
    Optional<Projection> projection = Projections.of(request, scope);
    scope.checkAllUsed();
    return new Wanted(name, request, keys, projection);
  }

  private static void checkCount(List<Wanted> all) {
    if (all.stream().mapToInt(each -> each.trees().size()).sum() > MOST_KEYS) {
      throw validation("Too many items requested for the BatchGetItem call");
    }
  }

  private Found find(Wanted wanted, Call call, long room, Throttled throttled) {
    List<Map<String, AttributeValue>> keys =
        wanted.trees().stream().map(Parameters::asMap).map(AttributeReader::item).toList();
    Table table = tables.usable(TableNames.of(wanted.name()), call.at());
    Map<ItemKey, Object> places = new LinkedHashMap<>();
    Set<ItemKey> seen = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      ItemKey place = Keys.ofKey(table.keySchema(), keys.get(i));
      if (!seen.add(place)) {
        throw validation("Provided list of item keys contains duplicates");
      }
      places.put(place, wanted.trees().get(i));
    }
    Found found = new Found(wanted, Capacity.of(table), new ArrayList<>(), new ArrayList<>());
    ReadTime time = table.readTime(call.at(), wanted.consistent());
    long left = room;
    for (Map.Entry<ItemKey, Object> place : places.entrySet()) {
      Item item = table.get(place.getKey(), time);
      int size = item == null ? 0 : item.size();
      double units = Capacity.read(size, wanted.consistent());
      boolean fits =
          size <= left
              && throttled.admits(
                  () ->
                      table.use(
                          new CapacityUse(
                              table, CapacityUse.Kind.READ, place.getKey(), units, call.at())));
      if (!fits) {
        found.left().add(place.getValue());
      } else {
        left -= size;
        found.capacity().add(units);
        if (item != null) {
          found.items().add(item);
        }
      }
    }
    return found;
  }

  private static void writeItems(JsonWriter json, Found found) {
    json.name(found.wanted().name()).beginArray();
    found.items().forEach(item -> GetItem.write(json, item, found.wanted().projection()));
    json.endArray();
  }

  private static void writeLeft(JsonWriter json, Found found) {
    json.name(found.wanted().name()).beginObject();
    Parameters request = found.wanted().request();
    for (String member : request.names()) {
      if (!member.equals("Keys")) {
        json.name(member).tree(request.tree(member));
      }
    }
    json.name("Keys").tree(found.left()).endObject();
  }
}
