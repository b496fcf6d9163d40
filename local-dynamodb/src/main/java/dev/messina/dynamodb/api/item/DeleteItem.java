package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Tables;

/** Deletes an item, if there is one. */
public final class DeleteItem implements Operation {

  private final Tables tables;

  public DeleteItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    WriteParameters.check(request, "Key");
    WriteParameters.checkReturnsOldOnly(request);
    PendingWrite pending = PendingWrite.delete(request);
    ItemWrite.Outcome outcome = pending.on(tables.usable(name, call.at())).execute(call.at());
    JsonWriter json = new JsonWriter().beginObject();
    WriteParameters.writeOld(json, request, outcome);
    WriteParameters.writeMetrics(json, request, outcome, pending.attributes());
    return json.endObject().toBytes();
  }
}
