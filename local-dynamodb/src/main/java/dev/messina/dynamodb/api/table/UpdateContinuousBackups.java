package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.table.PointInTimeRecovery;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keeps what is needed to restore, and to export, a table as it was at any second, or stops. */
public final class UpdateContinuousBackups implements Operation {

  private static final long LONGEST_PERIOD = 35;
  private static final String MEMBER = "pointInTimeRecoverySpecification.";

  private final Tables tables;

  public UpdateContinuousBackups(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    new Constraints().required(request, "PointInTimeRecoverySpecification").check();
    Parameters wanted =
        request.object("PointInTimeRecoverySpecification").orElse(new Parameters(Map.of()));
    new Constraints()
        .required(wanted, "PointInTimeRecoveryEnabled", MEMBER + "pointInTimeRecoveryEnabled")
        .atLeast(wanted, "RecoveryPeriodInDays", MEMBER + "recoveryPeriodInDays", 1)
        .atMost(wanted, "RecoveryPeriodInDays", MEMBER + "recoveryPeriodInDays", LONGEST_PERIOD)
        .check();
    Table table = ContinuousBackups.table(tables, name, call.at());
    return table.locked(
        () -> {
          table.recovery(recovery(table.recovery(), wanted, call.at()));
          return ContinuousBackups.answer(table, call.at());
        });
  }

  private static Optional<PointInTimeRecovery> recovery(
      Optional<PointInTimeRecovery> before, Parameters wanted, Instant at) {
    if (!wanted.flag("PointInTimeRecoveryEnabled").orElse(false)) {
      return Optional.empty();
    }
    long days = wanted.number("RecoveryPeriodInDays").orElse(LONGEST_PERIOD);
    Instant since = before.map(PointInTimeRecovery::since).orElse(at);
    return Optional.of(new PointInTimeRecovery((int) days, since));
  }
}
