package dev.messina.dynamodb.api.read;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.ExpressionParameters;
import dev.messina.dynamodb.api.request.LegacyConditions;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.Projections;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.expression.Condition;
import dev.messina.dynamodb.expression.ExpressionKind;
import dev.messina.dynamodb.expression.ExpressionScope;
import dev.messina.dynamodb.expression.Expressions;
import dev.messina.dynamodb.expression.KeyConditions;
import dev.messina.dynamodb.expression.Projection;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the items of one partition key, of a table or of an index. */
public final class Query implements Operation {

  private static final List<String> LEGACY =
      List.of("AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions");
  private static final List<String> EXPRESSIONS =
      List.of("ProjectionExpression", "FilterExpression", "KeyConditionExpression");

  private final Tables tables;

  public Query(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    String name = TableNames.of(request);
    new Constraints()
        .oneOf(request, "Select", ReadParameters.SELECT)
        .oneOf(request, "ReturnConsumedCapacity", ReadParameters.CAPACITY)
        .check();
    // AWS words this otherwise than for a scan.
    if (request.number("Limit").filter(limit -> limit < 1).isPresent()) {
      throw validation(
          "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must"
              + " have value greater than or equal to 1");
    }
    ExpressionScope scope = ExpressionParameters.of(request, LEGACY, EXPRESSIONS);
    ReadParameters.checkSelect(request);
    Optional<Condition> filter = ReadParameters.filter(request, scope, "QueryFilter");
    Optional<Projection> projection = Projections.of(request, scope);
    Condition keys = keyCondition(request, scope);
    scope.checkAllUsed();
    Table table = tables.usable(name, call.at());
    Optional<Index> index = ReadParameters.index(request, table);
    KeySchema schema = index.map(Index::keySchema).orElse(table.keySchema());
    filter.ifPresent(condition -> checkFilter(condition, schema, request));
    return new Reading(
            request,
            table,
            index,
            KeyConditions.range(keys, schema),
            request.flag("ScanIndexForward").orElse(true),
            filter,
            projection)
        .answer(call.at());
  }

  private static Condition keyCondition(Parameters request, ExpressionScope scope) {
    return request
        .text("KeyConditionExpression")
        .map(text -> Expressions.condition(ExpressionKind.KEY_CONDITION, text, scope))
        .or(() -> LegacyConditions.ofKeys(request))
        .orElseThrow(
            () ->
                validation(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified"
                        + " in the request."));
  }

  private static void checkFilter(Condition filter, KeySchema schema, Parameters request) {
    String parameter = request.has("FilterExpression") ? "Filter Expression" : "QueryFilter";
    Predicate<String> isKey = schema::contains;
    filter.attributes().stream()
        .filter(isKey)
        .findFirst()
        .ifPresent(
            key -> {
              throw validation(
                  parameter
                      + " can only contain non-primary key attributes: Primary key attribute: "
                      + key);
            });
  }
}
