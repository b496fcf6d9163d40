package dev.messina.dynamodb.expression;

import dev.messina.dynamodb.item.AttributeValue;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Conditions out of syntax trees, with the checks of AWS that need no item. */
final class ConditionReader {

  private static final Set<String> TYPES =
      Set.of("S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS");

  private final ExpressionKind kind;
  private final OperandReader operands;

  ConditionReader(ExpressionKind kind, ExpressionScope scope) {
    this.kind = kind;
    this.operands = new OperandReader(kind, scope);
  }

  Condition condition(ExpressionParser.ConditionContext tree) {
    if (tree instanceof ExpressionParser.ParenthesesContext parentheses) {
      if (parentheses.condition() instanceof ExpressionParser.ParenthesesContext) {
        throw kind.invalid("The expression has redundant parentheses;");
      }
      return condition(parentheses.condition());
    } else if (tree instanceof ExpressionParser.ComparisonContext comparison) {
      return comparison(comparison);
    } else if (tree instanceof ExpressionParser.BetweenContext between) {
      return between(between);
    } else if (tree instanceof ExpressionParser.InContext in) {
      List<Operand> all = in.operand().stream().map(operands::operand).toList();
      distinct("IN", all);
      return new Condition.In(all.get(0), all.subList(1, all.size()));
    } else if (tree instanceof ExpressionParser.FunctionContext function) {
      return function(function.functionCall());
    } else if (tree instanceof ExpressionParser.NotContext not) {
      return new Condition.Not(condition(not.condition()));
    } else if (tree instanceof ExpressionParser.AndContext and) {
      return new Condition.And(flat(and).map(this::condition).toList());
    } else if (tree instanceof ExpressionParser.OrContext or) {
      return new Condition.Or(or.condition().stream().map(this::condition).toList());
    }
    throw new IllegalStateException("No condition: " + tree.getText());
  }

  /** The parts of an AND of more than two, which the grammar nests to the left. */
  private static Stream<ExpressionParser.ConditionContext> flat(ExpressionParser.AndContext and) {
    return and.condition().stream()
        .flatMap(
            part ->
                part instanceof ExpressionParser.AndContext inner ? flat(inner) : Stream.of(part));
  }

  private Condition comparison(ExpressionParser.ComparisonContext tree) {
    Operand left = operands.operand(tree.operand(0));
    Operand right = operands.operand(tree.operand(1));
    Comparator comparator = Comparator.of(tree.comparator().getText());
    distinct(comparator.symbol(), List.of(left, right));
    if (comparator != Comparator.EQUAL && comparator != Comparator.NOT_EQUAL) {
      Stream.of(left, right).forEach(operand -> checkIsOrdered(comparator.symbol(), operand));
    }
    return new Condition.Comparison(left, comparator, right);
  }

  private Condition between(ExpressionParser.BetweenContext tree) {
    Operand value = operands.operand(tree.operand(0));
    Operand low = operands.operand(tree.operand(1));
    Operand high = operands.operand(tree.operand(2));
    distinct("BETWEEN", List.of(value, low, high));
    Stream.of(value, low, high).forEach(operand -> checkIsOrdered("BETWEEN", operand));
    if (low instanceof Operand.Literal lower && high instanceof Operand.Literal upper) {
      checkBounds(lower.value(), upper.value());
    }
    return new Condition.Between(value, low, high);
  }

  private void checkBounds(AttributeValue low, AttributeValue high) {
    OptionalInt order = Comparator.compare(low, high);
    if (order.isEmpty()) {
      throw kind.invalid(
          "The BETWEEN operator requires same data type for lower and upper bounds; lower bound"
              + " operand: "
              + OperandReader.shown(low)
              + ", upper bound operand: "
              + OperandReader.shown(high));
    }
    if (order.getAsInt() > 0) {
      throw kind.invalid(
          "The BETWEEN operator requires upper bound to be greater than or equal to lower bound;"
              + " lower bound operand: "
              + OperandReader.shown(low)
              + ", upper bound operand: "
              + OperandReader.shown(high));
    }
  }

  private Condition function(ExpressionParser.FunctionCallContext call) {
    String name = call.NAME().getText();
    operands.checkIsKnown(name);
    List<ExpressionParser.OperandContext> trees = call.operand();
    return switch (name) {
      case "attribute_exists" -> new Condition.Exists(onlyPath(name, trees));
      case "attribute_not_exists" -> new Condition.NotExists(onlyPath(name, trees));
      case "attribute_type" -> hasType(name, trees);
      case "begins_with" -> beginsWith(name, trees);
      case "contains" -> contains(name, trees);
      default ->
          throw kind.invalid(
              "The function is not allowed to be used this way in an expression; function: "
                  + name);
    };
  }

  private Path onlyPath(String name, List<ExpressionParser.OperandContext> trees) {
    operands.checkCount(name, trees, 1);
    return operands.requiredPath(name, trees.get(0));
  }

  private Condition hasType(String name, List<ExpressionParser.OperandContext> trees) {
    operands.checkCount(name, trees, 2);
    Path path = operands.requiredPath(name, trees.get(0));
    if (!(operands.operand(trees.get(1)) instanceof Operand.Literal literal)) {
      throw kind.invalid(
          "Incorrect operand type for operator or function; operator or function: attribute_type,"
              + " operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
    }
    if (!(literal.value() instanceof AttributeValue.StringValue type)) {
      throw operands.wrongType(name, literal.value());
    }
    if (!TYPES.contains(type.value())) {
      throw kind.invalid(
          "Invalid attribute type name found; type: "
              + type.value()
              + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
    }
    return new Condition.HasType(path, type.value());
  }

  private Condition beginsWith(String name, List<ExpressionParser.OperandContext> trees) {
    operands.checkCount(name, trees, 2);
    Operand value = operands.operand(trees.get(0));
    Operand prefix = operands.operand(trees.get(1));
    for (Operand operand : List.of(value, prefix)) {
      if (operand instanceof Operand.Literal literal
          && !(literal.value() instanceof AttributeValue.StringValue)
          && !(literal.value() instanceof AttributeValue.BinaryValue)) {
        throw operands.wrongType(name, literal.value());
      }
    }
    distinct(name, List.of(value, prefix));
    return new Condition.BeginsWith(value, prefix);
  }

  private Condition contains(String name, List<ExpressionParser.OperandContext> trees) {
    operands.checkCount(name, trees, 2);
    Operand value = operands.operand(trees.get(0));
    Operand part = operands.operand(trees.get(1));
    distinct(name, List.of(value, part));
    return new Condition.Contains(value, part);
  }

  private void checkIsOrdered(String operator, Operand operand) {
    if (operand instanceof Operand.Literal literal && !Comparator.isOrdered(literal.value())) {
      throw operands.wrongType(operator, literal.value());
    }
  }

  private void distinct(String operator, List<Operand> all) {
    if (all.get(0) instanceof Operand.At first
        && all.stream().skip(1).anyMatch(other -> Objects.equals(first, other))) {
      throw kind.invalid(
          "The first operand must be distinct from the remaining operands for this operator or"
              + " function; operator: "
              + operator
              + ", first operand: "
              + first.path());
    }
  }
}
