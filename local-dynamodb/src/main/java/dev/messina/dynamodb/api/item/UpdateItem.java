package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.expression.ExpressionScope;
import dev.messina.dynamodb.expression.Update;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemJson;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Tables;
import java.util.Map;

/** Changes an item, or makes it. */
public final class UpdateItem implements Operation {

  private final Tables tables;

  public UpdateItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    WriteParameters.check(request, "Key");
    ExpressionScope scope = PendingWrite.updateScope(request);
    Update update = PendingWrite.updateOf(request, scope);
    PendingWrite pending = PendingWrite.update(request, update, scope);
    ItemWrite.Outcome outcome = pending.on(tables.usable(name, call.at())).execute(call.at());
    JsonWriter json = new JsonWriter().beginObject();
    writeAttributes(json, request.text("ReturnValues").orElse("NONE"), update, outcome);
    WriteParameters.writeMetrics(json, request, outcome, pending.attributes());
    return json.endObject().toBytes();
  }

  private static void writeAttributes(
      JsonWriter json, String returned, Update update, ItemWrite.Outcome outcome) {
    Item item = returned.endsWith("NEW") ? outcome.after() : outcome.before();
    if (item == null || returned.equals("NONE")) {
      return;
    }
    if (returned.startsWith("ALL")) {
      json.name("Attributes").raw(item.json());
      return;
    }
    Map<String, AttributeValue> touched = update.touched().of(item.attributes());
    if (!touched.isEmpty()) {
      json.name("Attributes");
      ItemJson.write(json, touched);
    }
  }
}
