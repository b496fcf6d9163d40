package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Tables;
import java.util.function.Function;

/** A write of a whole item, which can answer with the item as it was before. */
final class WholeWrite {

  private WholeWrite() {}

  /**
   * @param subject the member that says which item: {@code Item} or {@code Key}
   */
  static byte[] answer(
      Tables tables, Call call, String subject, Function<Parameters, PendingWrite> write) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    WriteParameters.check(request, subject);
    WriteParameters.checkReturnsOldOnly(request);
    PendingWrite pending = write.apply(request);
    ItemWrite.Outcome outcome = pending.on(tables.usable(name, call.at())).execute(call.at());
    JsonWriter json = new JsonWriter().beginObject();
    WriteParameters.writeOld(json, request, outcome);
    WriteParameters.writeMetrics(json, request, outcome, pending.attributes());
    return json.endObject().toBytes();
  }
}
