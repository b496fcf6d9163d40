package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.AttributeReader;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;

/** Reads an item. */
public final class GetItem implements Operation {

  private final Tables tables;

  public GetItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    Table table = tables.get(request.text("TableName").orElseThrow());
    Item item =
        table
            .items()
            .get(table.keySchema().itemKey(AttributeReader.item(request.map("Key").orElseThrow())));
    JsonWriter json = new JsonWriter().beginObject();
    if (item != null) {
      json.name("Item").raw(item.json());
    }
    return json.endObject().toBytes();
  }
}
