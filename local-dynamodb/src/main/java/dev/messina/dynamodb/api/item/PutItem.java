package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.AttributeReader;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.Map;
import java.util.Optional;

/** Puts an item. */
public final class PutItem implements Operation {

  private final Tables tables;

  public PutItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    Table table = tables.get(request.text("TableName").orElseThrow());
    Map<String, AttributeValue> attributes =
        AttributeReader.item(request.map("Item").orElseThrow());
    ItemKey key = table.keySchema().itemKey(attributes);
    Item item = Item.of(attributes);
    table.locked(() -> table.write(key, item, call.at(), Optional.empty()));
    return new JsonWriter().beginObject().endObject().toBytes();
  }
}
