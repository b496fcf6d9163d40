package dev.messina.dynamodb.api.read;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.ExpressionParameters;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.Projections;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.expression.Condition;
import dev.messina.dynamodb.expression.ExpressionScope;
import dev.messina.dynamodb.expression.Projection;
import dev.messina.dynamodb.item.KeyRange;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.List;
import java.util.Optional;

/** Reads all items, or a segment of them, of a table or of an index. */
public final class Scan implements Operation {

  private static final List<String> LEGACY =
      List.of("AttributesToGet", "ScanFilter", "ConditionalOperator");
  private static final List<String> EXPRESSIONS =
      List.of("ProjectionExpression", "FilterExpression");
  private static final long MOST_SEGMENTS = 1_000_000;

  private final Tables tables;

  public Scan(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    new Constraints()
        .oneOf(request, "Select", ReadParameters.SELECT)
        .oneOf(request, "ReturnConsumedCapacity", ReadParameters.CAPACITY)
        .atLeast(request, "Limit", "limit", 1)
        .atLeast(request, "Segment", "segment", 0)
        .atMost(request, "Segment", "segment", MOST_SEGMENTS - 1)
        .atLeast(request, "TotalSegments", "totalSegments", 1)
        .atMost(request, "TotalSegments", "totalSegments", MOST_SEGMENTS)
        .check();
    KeyRange range = segment(request);
    ExpressionScope scope = ExpressionParameters.of(request, LEGACY, EXPRESSIONS);
    ReadParameters.checkSelect(request);
    Optional<Condition> filter = ReadParameters.filter(request, scope, "ScanFilter");
    Optional<Projection> projection = Projections.of(request, scope);
    scope.checkAllUsed();
    Table table = tables.usable(name, call.at());
    return new Reading(
            request, table, ReadParameters.index(request, table), range, true, filter, projection)
        .answer(call.at());
  }

  private static KeyRange segment(Parameters request) {
    Optional<Long> segment = request.number("Segment");
    Optional<Long> total = request.number("TotalSegments");
    if (segment.isPresent() && total.isEmpty()) {
      throw validation(
          "The TotalSegments parameter is required but was not present in the request when Segment"
              + " parameter is present");
    }
    if (segment.isEmpty() && total.isPresent()) {
      throw validation(
          "The Segment parameter is required but was not present in the request when parameter"
              + " TotalSegments is present");
    }
    if (segment.isEmpty()) {
      return KeyRange.all();
    }
    if (segment.get() >= total.get()) {
      throw validation(
          "The Segment parameter is zero-based and must be less than parameter TotalSegments:"
              + " Segment: "
              + segment.get()
              + " is not less than TotalSegments: "
              + total.get());
    }
    return KeyRange.segment(Math.toIntExact(segment.get()), Math.toIntExact(total.get()));
  }
}
