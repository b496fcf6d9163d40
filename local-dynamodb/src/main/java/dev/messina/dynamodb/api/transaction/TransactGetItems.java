package dev.messina.dynamodb.api.transaction;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.batch.Capacities;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads up to 100 items of any tables as they are at one moment. */
public final class TransactGetItems implements Operation {

  private static final int UNITS_FACTOR = 2;

  private record Get(
      Table table, Map<String, AttributeValue> key, Optional<Projection> projection) {}

  private record Target(Table table, ItemKey key) {}

  private final Tables tables;

  public TransactGetItems(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    List<Get> gets = new ArrayList<>();
    for (Parameters tree : Transactions.actions(request)) {
      gets.add(get(tree, gets.size() + 1, call));
    }
    List<Target> targets = targets(gets);
    List<Item> items =
        Tables.locked(gets.stream().map(Get::table).toList(), () -> read(targets, call.at()));
    JsonWriter json = new JsonWriter().beginObject().name("Responses").beginArray();
    Map<Table, Capacity> used = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      write(json, item, gets.get(i).projection());
      used.computeIfAbsent(
              gets.get(i).table(), table -> Capacity.ofTransaction(table, Capacity.Kind.READ))
          .add(UNITS_FACTOR * Capacity.read(item == null ? 0 : item.size(), true));
    }
    json.endArray();
    Capacities.write(json, request, used.values());
    return json.endObject().toBytes();
  }

  private Get get(Parameters tree, int number, Call call) {
    Parameters request =
        tree.object("Get").orElseThrow(() -> validation("TransactItems can only contain Get"));
    String at = "transactItems." + number + ".member.get.";
    new Constraints()
        .required(request, "Key", at + "key")
        .required(request, "TableName", at + "tableName")
        .check();
    ExpressionScope scope =
        ExpressionParameters.of(request, List.of(), List.of("ProjectionExpression"));
    Optional<Projection> projection = Projections.of(request, scope);
    scope.checkAllUsed();
    Map<String, AttributeValue> key = AttributeReader.item(request.map("Key").orElseThrow());
    return new Get(tables.usable(TableNames.of(request), call.at()), key, projection);
  }

  private static List<Target> targets(List<Get> gets) {
    Cancellation cancellation = new Cancellation();
    List<Target> targets = new ArrayList<>();
    for (Get get : gets) {
      cancellation.attempt(
          () ->
              targets.add(new Target(get.table(), Keys.ofKey(get.table().keySchema(), get.key()))));
    }
    cancellation.check();
    Set<Target> distinct = new HashSet<>(targets);
    if (distinct.size() < targets.size()) {
      throw Transactions.sameItemTwice();
    }
    return targets;
  }

  /** With null for each that is not there. */
  private List<Item> read(List<Target> targets, Instant at) {
    List<Item> items = new ArrayList<>();
    List<CapacityUse> uses = new ArrayList<>();
    for (Target target : targets) {
      Item item = target.table().get(target.key(), ReadTime.LATEST);
      double units = UNITS_FACTOR * Capacity.read(item == null ? 0 : item.size(), true);
      uses.add(new CapacityUse(target.table(), CapacityUse.Kind.READ, target.key(), units, at));
      items.add(item);
    }
    Transactions.admit(tables, uses);
    return items;
  }

  private static void write(JsonWriter json, Item item, Optional<Projection> projection) {
    json.beginObject();
    if (item != null) {
      json.name("Item");
      GetItem.write(json, item, projection);
    }
    json.endObject();
  }
}
