package dev.messina.dynamodb.api.batch;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.item.ItemWrite;
import dev.messina.dynamodb.api.item.PendingWrite;
import dev.messina.dynamodb.api.request.Capacity;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.Shown;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts and deletes up to 25 items. */
public final class BatchWriteItem implements Operation {

  private static final int MOST_REQUESTS = 25;

  /**
   * One of the writes.
   *
   * @param name of its table, as the request spells it
   * @param tree that it was read from
   */
  private record OneWrite(String name, ItemWrite write, Object tree) {}

  private final Tables tables;

  public BatchWriteItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    new Constraints()
        .oneOf(request, "ReturnConsumedCapacity", List.of("INDEXES", "TOTAL", "NONE"))
        .oneOf(request, "ReturnItemCollectionMetrics", List.of("SIZE", "NONE"))
        .check();
    Map<String, Object> requestItems = request.map("RequestItems").orElse(Map.of());
    if (requestItems.isEmpty()) {
      throw validation("The requestItems parameter is required for BatchWriteItem");
    }
    checkCounts(requestItems);
    Map<String, List<PendingWrite>> pending = new LinkedHashMap<>();
    requestItems.forEach(
        (name, list) ->
            pending.put(name, Parameters.asList(list).stream().map(BatchWriteItem::one).toList()));
    List<OneWrite> writes = new ArrayList<>();
    pending.forEach(
        (name, each) ->
            writes.addAll(onTable(name, each, Parameters.asList(requestItems.get(name)), call)));
    Map<Table, Capacity> used = new LinkedHashMap<>();
    Throttled throttled = new Throttled();
    Map<String, List<Object>> left = new LinkedHashMap<>();
    for (OneWrite each : writes) {
      ItemWrite write = each.write();
      Capacity capacity = used.computeIfAbsent(write.table(), Capacity::of);
      if (!throttled.admits(() -> capacity.add(write.execute(call.at()).capacity()))) {
        left.computeIfAbsent(each.name(), any -> new ArrayList<>()).add(each.tree());
      }
    }
    throttled.check();
    JsonWriter json = new JsonWriter().beginObject().name("UnprocessedItems").tree(left);
    Capacities.write(json, request, used.values());
    return json.endObject().toBytes();
  }

  private static void checkCounts(Map<String, Object> requestItems) {
    int count =
        requestItems.values().stream().mapToInt(list -> Parameters.asList(list).size()).sum();
    boolean empty =
        requestItems.values().stream().anyMatch(list -> Parameters.asList(list).isEmpty());
    if (count > MOST_REQUESTS || empty) {
      new Constraints()
          .violated(
              Shown.of(requestItems),
              "requestItems",
              "Map value must satisfy constraint: [Member must have length less than or equal to "
                  + MOST_REQUESTS
                  + ", Member must have length greater than or equal to 1]")
          .check();
    }
  }

  private static PendingWrite one(Object tree) {
    Parameters request = new Parameters(Parameters.asMap(tree));
    Optional<Parameters> put = request.object("PutRequest");
    Optional<Parameters> delete = request.object("DeleteRequest");
    if (put.isPresent() == delete.isPresent()) {
      throw validation(
          put.isPresent()
              ? "Supplied AttributeValue has more than one datatypes set, must contain exactly one"
                  + " of the supported datatypes"
              : "Supplied AttributeValue is empty, must contain exactly one of the supported"
                  + " datatypes");
    }
    return put.map(PendingWrite::put).orElseGet(() -> PendingWrite.delete(delete.orElseThrow()));
  }

  private List<OneWrite> onTable(
      String name, List<PendingWrite> pending, List<Object> trees, Call call) {
    Table table = tables.usable(TableNames.of(name), call.at());
    List<OneWrite> writes = new ArrayList<>();
    Set<ItemKey> seen = new HashSet<>();
    for (int i = 0; i < pending.size(); i++) {
      ItemWrite write = pending.get(i).on(table);
      if (!seen.add(write.key())) {
        throw validation("Provided list of item keys contains duplicates");
      }
      writes.add(new OneWrite(name, write, trees.get(i)));
    }
    return writes;
  }
}
