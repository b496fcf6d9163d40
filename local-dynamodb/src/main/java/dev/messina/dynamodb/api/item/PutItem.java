package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Tables;

/** Puts an item, in the place of another with its key if there is one. */
public final class PutItem implements Operation {

  private final Tables tables;

  public PutItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    WriteParameters.check(request, "Item");
    WriteParameters.checkReturnsOldOnly(request);
    PendingWrite pending = PendingWrite.put(request);
    ItemWrite.Outcome outcome = pending.on(tables.usable(name, call.at())).execute(call.at());
    JsonWriter json = new JsonWriter().beginObject();
    WriteParameters.writeOld(json, request, outcome);
    WriteParameters.writeMetrics(json, request, outcome, pending.attributes());
    return json.endObject().toBytes();
  }
}
