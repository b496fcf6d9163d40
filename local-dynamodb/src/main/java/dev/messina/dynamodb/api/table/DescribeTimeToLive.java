package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;

/** Describes whether items expire, and by which attribute. */
public final class DescribeTimeToLive implements Operation {

  private final Tables tables;

  public DescribeTimeToLive(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Table table =
        DescribeTable.existing(tables, TableNames.of(new Parameters(call.body())), call.at());
    JsonWriter json = new JsonWriter().beginObject().name("TimeToLiveDescription").beginObject();
    json.field("TimeToLiveStatus", table.expiryAttribute().isPresent() ? "ENABLED" : "DISABLED");
    table.expiryAttribute().ifPresent(attribute -> json.field("AttributeName", attribute));
    return json.endObject().endObject().toBytes();
  }
}
