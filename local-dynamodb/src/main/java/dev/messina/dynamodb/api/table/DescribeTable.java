package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;

/** Describes a table. */
public final class DescribeTable implements Operation {

  private final Tables tables;

  public DescribeTable(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Table table = tables.get(new Parameters(call.body()).text("TableName").orElseThrow());
    JsonWriter json = new JsonWriter();
    json.beginObject().name("Table");
    TableDescription.write(json, table);
    return json.endObject().toBytes();
  }
}
