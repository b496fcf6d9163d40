package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
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
import dev.messina.dynamodb.item.ItemJson;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.CapacityUse;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an item. */
public final class GetItem implements Operation {

  private static final List<String> LEGACY = List.of("AttributesToGet");
  private static final List<String> EXPRESSIONS = List.of("ProjectionExpression");

  private final Tables tables;

  public GetItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    new Constraints()
        .required(request, "Key")
        .oneOf(request, "ReturnConsumedCapacity", List.of("INDEXES", "TOTAL", "NONE"))
        .check();
    ExpressionScope scope = ExpressionParameters.of(request, LEGACY, EXPRESSIONS);
    Map<String, AttributeValue> key = AttributeReader.item(request.map("Key").orElseThrow());
    Optional<Projection> projection = Projections.of(request, scope);
    scope.checkAllUsed();
    Table table = tables.usable(name, call.at());
    ItemKey itemKey = Keys.ofKey(table.keySchema(), key);
    boolean consistent = request.flag("ConsistentRead").orElse(false);
    Item item = table.get(itemKey, table.readTime(call.at(), consistent));
    double units = Capacity.read(item == null ? 0 : item.size(), consistent);
    table.use(new CapacityUse(table, CapacityUse.Kind.READ, itemKey, units, call.at()));
    JsonWriter json = new JsonWriter(item == null ? 64 : item.json().length + 64).beginObject();
    if (item != null) {
      json.name("Item");
      write(json, item, projection);
    }
    Capacity.of(table).add(units).write(json, request);
    return json.endObject().toBytes();
  }

  /** A whole item as it is kept, or the wanted parts of it. */
  public static void write(JsonWriter json, Item item, Optional<Projection> projection) {
    if (projection.isEmpty()) {
      json.raw(item.json());
    } else {
      ItemJson.write(json, projection.get().of(item.attributes()));
    }
  }
}
