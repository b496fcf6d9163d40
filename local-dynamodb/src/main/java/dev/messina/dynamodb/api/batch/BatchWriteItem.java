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
        (table, list) ->
            pending.put(table, Parameters.asList(list).stream().map(BatchWriteItem::one).toList()));
    List<ItemWrite> writes = new ArrayList<>();
    pending.forEach((name, each) -> writes.addAll(onTable(name, each, call)));
    Map<Table, Capacity> used = new LinkedHashMap<>();
    for (ItemWrite write : writes) {
      used.computeIfAbsent(write.table(), Capacity::of).add(write.execute(call.at()).capacity());
    }
    JsonWriter json = new JsonWriter().beginObject();
    json.name("UnprocessedItems").beginObject().endObject();
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

  private List<ItemWrite> onTable(String name, List<PendingWrite> pending, Call call) {
    Table table = tables.usable(TableNames.of(name), call.at());
    List<ItemWrite> writes = pending.stream().map(each -> each.on(table)).toList();
    Set<Object> seen = new HashSet<>();
    if (!writes.stream().allMatch(write -> seen.add(write.key()))) {
      throw validation("Provided list of item keys contains duplicates");
    }
    return writes;
  }
}
