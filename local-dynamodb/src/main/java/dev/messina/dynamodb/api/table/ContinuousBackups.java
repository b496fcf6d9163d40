package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.time.Instant;

/** Whether a table can be restored to any second, as answers describe it. */
final class ContinuousBackups {

  private ContinuousBackups() {}

  static Table table(Tables tables, String name, Instant at) {
    return tables
        .find(name, at)
        .orElseThrow(() -> new ApiException(ErrorType.TABLE_NOT_FOUND, "Table not found: " + name));
  }

  static byte[] answer(Table table, Instant at) {
    JsonWriter json =
        new JsonWriter().beginObject().name("ContinuousBackupsDescription").beginObject();
    json.field("ContinuousBackupsStatus", "ENABLED");
    json.name("PointInTimeRecoveryDescription").beginObject();
    json.field("PointInTimeRecoveryStatus", table.recovery().isPresent() ? "ENABLED" : "DISABLED");
    table
        .recovery()
        .ifPresent(
            recovery ->
                json.field("RecoveryPeriodInDays", recovery.periodDays())
                    .field("EarliestRestorableDateTime", recovery.earliest(at))
                    .field("LatestRestorableDateTime", recovery.latest(at)));
    return json.endObject().endObject().endObject().toBytes();
  }
}
