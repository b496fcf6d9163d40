package dev.messina.dynamodb.api.read;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.LegacyConditions;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.expression.Condition;
import dev.messina.dynamodb.expression.ExpressionKind;
import dev.messina.dynamodb.expression.ExpressionScope;
import dev.messina.dynamodb.expression.Expressions;
import dev.messina.dynamodb.expression.Path;
import dev.messina.dynamodb.expression.Projection;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.Table;
import java.util.List;
import java.util.Optional;

/** What queries and scans have in common: what of which items they give. */
final class ReadParameters {

  static final List<String> SELECT =
      List.of("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");
  static final List<String> CAPACITY = List.of("INDEXES", "TOTAL", "NONE");

  private ReadParameters() {}

  static void checkSelect(Parameters request) {
    String select = request.text("Select").orElse("");
    String projection = request.has("AttributesToGet") ? "AttributesToGet" : "ProjectionExpression";
    boolean projects = request.has(projection);
    if (select.equals("SPECIFIC_ATTRIBUTES") && !projects) {
      throw validation(
          "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
              + " SPECIFIC_ATTRIBUTES");
    }
    if (!select.isEmpty() && !select.equals("SPECIFIC_ATTRIBUTES") && projects) {
      throw validation(
          "Cannot specify the "
              + projection
              + " when choosing to get "
              + (select.equals("COUNT") ? "only the Count" : select));
    }
    if (select.equals("ALL_PROJECTED_ATTRIBUTES") && !request.has("IndexName")) {
      throw validation(
          "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
  }

  /**
   * What leaves out items that were read, in either form.
   *
   * @param before the name that it had before there were expressions
   */
  static Optional<Condition> filter(Parameters request, ExpressionScope scope, String before) {
    return request
        .text("FilterExpression")
        .map(text -> Expressions.condition(ExpressionKind.FILTER, text, scope))
        .or(() -> LegacyConditions.of(request, before));
  }

  static boolean counts(Parameters request) {
    return request.text("Select").filter("COUNT"::equals).isPresent();
  }

  static Optional<Index> index(Parameters request, Table table) {
    Optional<String> name = request.text("IndexName");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Index> index = table.definition().indexes().find(name.get());
    if (index.isEmpty()) {
      throw validation("The table does not have the specified index: " + name.get());
    }
    if (index.get().isGlobal() && request.flag("ConsistentRead").orElse(false)) {
      throw validation("Consistent reads are not supported on global secondary indexes");
    }
    return index;
  }

  /** Whether a read of an index has to fetch the items from their table. */
  static boolean wantsWhole(
      Parameters request, Table table, Index index, Optional<Projection> projection) {
    boolean all = request.text("Select").filter("ALL_ATTRIBUTES"::equals).isPresent();
    if (all && index.isGlobal() && !index.projection().isAll()) {
      throw invalidValue(
          "Select type ALL_ATTRIBUTES is not supported for global secondary index "
              + index.name()
              + " because its projection type is not ALL");
    }
    if (all || index.projection().isAll() || projection.isEmpty()) {
      return all;
    }
    List<String> held = index.attributes(table.keySchema());
    List<String> missing =
        projection.get().paths().stream()
            .map(Path::attribute)
            .filter(name -> !held.contains(name))
            .distinct()
            .toList();
    if (!missing.isEmpty() && index.isGlobal()) {
      throw invalidValue(
          "Global secondary index "
              + index.name()
              + " does not project ["
              + String.join(", ", missing)
              + "]");
    }
    return !missing.isEmpty();
  }
}
