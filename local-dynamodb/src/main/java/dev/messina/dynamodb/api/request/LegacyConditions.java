package dev.messina.dynamodb.api.request;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.expression.Comparator;
import dev.messina.dynamodb.expression.Condition;
import dev.messina.dynamodb.expression.Operand;
import dev.messina.dynamodb.expression.Path;
import dev.messina.dynamodb.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions as they were given before there were expressions, as what they mean. */
public final class LegacyConditions {

  private static final List<String> OPERATORS =
      List.of(
          "IN",
          "NULL",
          "BETWEEN",
          "LT",
          "NOT_CONTAINS",
          "EQ",
          "GT",
          "NOT_NULL",
          "NE",
          "LE",
          "BEGINS_WITH",
          "GE",
          "CONTAINS");

  private LegacyConditions() {}

  /**
   * @param parameter {@code Expected}, {@code QueryFilter}, {@code ScanFilter} or {@code
   *     KeyConditions}: what to compare each attribute with
   * @return all of them, or any, as {@code ConditionalOperator} says; empty if there are none
   */
  public static Optional<Condition> of(Parameters request, String parameter) {
    Optional<Map<String, Object>> attributes = request.map(parameter);
    Optional<String> operator = request.text("ConditionalOperator");
    if (operator.isPresent() && attributes.isEmpty()) {
      throw validation("ConditionalOperator cannot be used without Filter or Expected");
    }
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    if (operator.isPresent() && attributes.get().size() == 1) {
      throw validation(
          "ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }
    List<Condition> conditions = new ArrayList<>();
    attributes.get().forEach((name, tree) -> conditions.add(condition(name, tree)));
    if (conditions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        operator.filter("OR"::equals).isPresent()
            ? new Condition.Or(conditions)
            : new Condition.And(conditions));
  }

  /** {@code KeyConditions}, all of which have to hold. */
  public static Optional<Condition> ofKeys(Parameters request) {
    return request
        .map("KeyConditions")
        .map(
            attributes ->
                new Condition.And(
                    attributes.entrySet().stream()
                        .map(each -> condition(each.getKey(), each.getValue()))
                        .toList()));
  }

  private static Condition condition(String attribute, Object tree) {
    Parameters condition = new Parameters(Parameters.asMap(tree));
    Optional<String> operator = condition.text("ComparisonOperator");
    return operator
        .map(name -> compared(attribute, name, values(condition)))
        .orElseGet(() -> expected(attribute, condition));
  }

  /** {@code Value} and {@code Exists}, the oldest form. */
  private static Condition expected(String attribute, Parameters condition) {
    boolean exists = condition.flag("Exists").orElse(true);
    Optional<AttributeValue> value = condition.map("Value").map(AttributeReader::value);
    if (exists && value.isEmpty()) {
      throw invalidValue(
          "Value must be provided when Exists is "
              + (condition.has("Exists") ? "true" : "null")
              + " for Attribute: "
              + attribute);
    }
    if (!exists && value.isPresent()) {
      throw invalidValue("Value cannot be used when Exists is false for Attribute: " + attribute);
    }
    return value
        .map(wanted -> compared(attribute, "EQ", List.of(wanted)))
        .orElseGet(() -> new Condition.NotExists(Path.of(attribute)));
  }

  private static List<AttributeValue> values(Parameters condition) {
    Optional<List<Object>> list = condition.list("AttributeValueList");
    if (list.isPresent()) {
      return list.get().stream().map(AttributeReader::value).toList();
    }
    return condition.map("Value").map(AttributeReader::value).stream().toList();
  }

  private static Condition compared(
      String attribute, String operator, List<AttributeValue> values) {
    if (!OPERATORS.contains(operator)) {
      throw validation(
          "1 validation error detected: Value '"
              + operator
              + "' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum"
              + " value set: ["
              + String.join(", ", OPERATORS)
              + "]");
    }
    checkCount(operator, values.size());
    Path path = Path.of(attribute);
    Operand left = new Operand.At(path);
    List<Operand> right =
        values.stream().map(Operand.Literal::new).map(Operand.class::cast).toList();
    return switch (operator) {
      case "NULL" -> new Condition.NotExists(path);
      case "NOT_NULL" -> new Condition.Exists(path);
      case "IN" -> new Condition.In(left, right);
      case "BETWEEN" -> new Condition.Between(left, right.get(0), right.get(1));
      case "BEGINS_WITH" -> new Condition.BeginsWith(left, right.get(0));
      case "CONTAINS" -> new Condition.Contains(left, right.get(0));
      case "NOT_CONTAINS" -> new Condition.Not(new Condition.Contains(left, right.get(0)));
      default -> new Condition.Comparison(left, comparator(operator), right.get(0));
    };
  }

  private static Comparator comparator(String operator) {
    return switch (operator) {
      case "EQ" -> Comparator.EQUAL;
      case "NE" -> Comparator.NOT_EQUAL;
      case "LT" -> Comparator.LESS;
      case "LE" -> Comparator.LESS_OR_EQUAL;
      case "GT" -> Comparator.GREATER;
      default -> Comparator.GREATER_OR_EQUAL;
    };
  }

  private static void checkCount(String operator, int count) {
    boolean fits =
        switch (operator) {
          case "NULL", "NOT_NULL" -> count == 0;
          case "BETWEEN" -> count == 2;
          case "IN" -> count > 0;
          default -> count == 1;
        };
    if (!fits) {
      throw invalidValue(
          "Invalid number of argument(s) for the " + operator + " ComparisonOperator");
    }
  }
}
