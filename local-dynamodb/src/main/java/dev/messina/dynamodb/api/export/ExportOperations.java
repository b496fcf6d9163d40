package dev.messina.dynamodb.api.export;

import static dev.messina.dynamodb.api.Operations.DYNAMODB;

import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.export.Exports;
import dev.messina.dynamodb.table.Tables;
import java.util.HashMap;
import java.util.Map;

/** The operations on exports. */
public final class ExportOperations {

  private static final String RECOVERY = DYNAMODB + "UpdateContinuousBackups";

  private ExportOperations() {}

  /**
   * By the names that {@code X-Amz-Target} spells.
   *
   * @param others of which UpdateContinuousBackups makes a table's changes be kept from then on
   */
  public static Map<String, Operation> all(
      Tables tables, Exports exports, Map<String, Operation> others) {
    Map<String, Operation> all = new HashMap<>(others);
    all.put(RECOVERY, following(others.get(RECOVERY), tables, exports));
    all.put(DYNAMODB + "ExportTableToPointInTime", new ExportTableToPointInTime(tables, exports));
    all.put(DYNAMODB + "DescribeExport", new DescribeExport(exports));
    all.put(DYNAMODB + "ListExports", new ListExports(exports));
    return all;
  }

  private static Operation following(Operation update, Tables tables, Exports exports) {
    return call -> {
      Parameters request = new Parameters(call.body());
      boolean enables =
          request
              .object("PointInTimeRecoverySpecification")
              .flatMap(recovery -> recovery.flag("PointInTimeRecoveryEnabled"))
              .orElse(false);
      if (enables) {
        request
            .text("TableName")
            .flatMap(name -> tables.find(TableNames.of(name), call.at()))
            .ifPresent(exports::follow);
      }
      return update.answer(call);
    };
  }
}
