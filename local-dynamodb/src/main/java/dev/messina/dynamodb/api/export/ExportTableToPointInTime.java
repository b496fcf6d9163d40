package dev.messina.dynamodb.api.export;

import static dev.messina.dynamodb.error.ApiException.validation;
import static dev.messina.dynamodb.error.ErrorType.INVALID_EXPORT_TIME;
import static dev.messina.dynamodb.error.ErrorType.POINT_IN_TIME_RECOVERY_UNAVAILABLE;
import static dev.messina.dynamodb.error.ErrorType.TABLE_NOT_FOUND;
import static dev.messina.dynamodb.export.ExportFormat.DYNAMODB_JSON;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.export.ExportFormat;
import dev.messina.dynamodb.export.ExportRequest;
import dev.messina.dynamodb.export.Exports;
import dev.messina.dynamodb.table.PointInTimeRecovery;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Begins an export of a table as it was, or of what changed in a window of time. */
final class ExportTableToPointInTime implements Operation {

  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MILLIS_DIGITS = 3;

  private final Tables tables;
  private final Exports exports;

  ExportTableToPointInTime(Tables tables, Exports exports) {
    this.tables = tables;
    this.exports = exports;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    new Constraints()
        .required(request, "TableArn")
        .required(request, "S3Bucket")
        .oneOf(request, "ExportFormat", List.of("DYNAMODB_JSON", "ION"))
        .oneOf(request, "ExportType", List.of("FULL_EXPORT", "INCREMENTAL_EXPORT"))
        .check();
    String arn = request.text("TableArn").orElseThrow();
    Table table =
        tables
            .find(TableNames.of(arn), call.at())
            .orElseThrow(() -> new ApiException(TABLE_NOT_FOUND, "Table not found: " + arn));
    PointInTimeRecovery recovery =
        table
            .recovery()
            .orElseThrow(
                () ->
                    new ApiException(
                        POINT_IN_TIME_RECOVERY_UNAVAILABLE,
                        "Point in time recovery is not enabled for table '" + table.name() + "'"));
    Instant time =
        request.decimal("ExportTime").map(ExportTableToPointInTime::instant).orElse(call.at());
    check(time, recovery, call.at());
    Optional<ExportRequest.Window> window = window(request);
    window.ifPresent(within -> check(within.from(), recovery, call.at()));
    ExportRequest wanted =
        new ExportRequest(
            table.identity().arn(),
            table.identity().id().toString(),
            time,
            window,
            new ExportRequest.Destination(
                request.text("S3Bucket").orElseThrow(),
                request.text("S3Prefix"),
                request.text("S3BucketOwner")),
            request.text("ExportFormat").map(ExportFormat::valueOf).orElse(DYNAMODB_JSON),
            request.map("FilterSpecification"),
            request.text("ClientToken").orElseGet(() -> UUID.randomUUID().toString()));
    return ExportDescription.answer(exports.start(table, wanted, call.at()));
  }

  private static Optional<ExportRequest.Window> window(Parameters request) {
    if (request.text("ExportType").filter("INCREMENTAL_EXPORT"::equals).isEmpty()) {
      return Optional.empty();
    }
    Parameters wanted =
        request
            .object("IncrementalExportSpecification")
            .orElseThrow(
                () ->
                    validation("IncrementalExportSpecification is needed for incremental exports"));
    new Constraints()
        .required(wanted, "ExportFromTime", "incrementalExportSpecification.exportFromTime")
        .required(wanted, "ExportToTime", "incrementalExportSpecification.exportToTime")
        .check();
    Instant from = instant(wanted.decimal("ExportFromTime").orElseThrow());
    Instant to = instant(wanted.decimal("ExportToTime").orElseThrow());
    Duration length = Duration.between(from, to);
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw validation(
          "The difference between ExportFromTime and ExportToTime is from 15 minutes to 24 hours");
    }
    return Optional.of(
        new ExportRequest.Window(
            from, to, wanted.text("ExportViewType").filter("NEW_IMAGE"::equals).isEmpty()));
  }

  private static void check(Instant time, PointInTimeRecovery recovery, Instant now) {
    Instant earliest = recovery.earliest(now).minusSeconds(1);
    if (time.isBefore(earliest) || time.isAfter(now)) {
      throw new ApiException(
          INVALID_EXPORT_TIME,
          "The time is not within the range that the table can be restored to");
    }
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(seconds.scaleByPowerOfTen(MILLIS_DIGITS).longValue());
  }
}
