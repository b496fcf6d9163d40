package dev.messina.dynamodb.expression;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.ItemJson;
import dev.messina.dynamodb.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Operands out of syntax trees, with the checks of AWS that need no item. */
final class OperandReader {

  private static final Set<String> CONDITIONS =
      Set.of(
          "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains");
  private static final Set<String> OF_UPDATES = Set.of("if_not_exists", "list_append");
  private static final Set<String> SIZED = Set.of("S", "B", "L", "M", "SS", "NS", "BS");

  private final ExpressionKind kind;
  private final ExpressionScope scope;
  private final PathReader paths;

  OperandReader(ExpressionKind kind, ExpressionScope scope) {
    this.kind = kind;
    this.scope = scope;
    this.paths = new PathReader(kind, scope);
  }

  Path path(ExpressionParser.PathContext tree) {
    return paths.path(tree);
  }

  AttributeValue value(String placeholder) {
    return scope.value(kind, placeholder);
  }

  Operand operand(ExpressionParser.OperandContext tree) {
    if (tree instanceof ExpressionParser.PathOperandContext path) {
      return new Operand.At(paths.path(path.path()));
    } else if (tree instanceof ExpressionParser.ValueOperandContext value) {
      return new Operand.Literal(scope.value(kind, value.VALUE().getText()));
    } else if (tree instanceof ExpressionParser.FunctionOperandContext function) {
      return function(function.functionCall());
    } else if (tree instanceof ExpressionParser.ParenthesesOperandContext parentheses) {
      if (parentheses.operand() instanceof ExpressionParser.ParenthesesOperandContext) {
        throw kind.invalid("The expression has redundant parentheses;");
      }
      return operand(parentheses.operand());
    }
    throw new IllegalStateException("No operand: " + tree.getText());
  }

  private Operand function(ExpressionParser.FunctionCallContext call) {
    String name = call.NAME().getText();
    checkIsKnown(name);
    if (CONDITIONS.contains(name)) {
      throw kind.invalid(
          "The function is not allowed to be used this way in an expression; function: " + name);
    }
    List<ExpressionParser.OperandContext> operands = call.operand();
    checkCount(name, operands, name.equals("size") ? 1 : 2);
    return switch (name) {
      case "size" -> size(operand(operands.get(0)));
      case "if_not_exists" ->
          new Operand.IfNotExists(requiredPath(name, operands.get(0)), operand(operands.get(1)));
      default -> new Operand.ListAppend(list(name, operands.get(0)), list(name, operands.get(1)));
    };
  }

  private Operand size(Operand of) {
    if (of instanceof Operand.Literal literal && !SIZED.contains(literal.value().type())) {
      throw wrongType("size", literal.value());
    }
    return new Operand.Size(of);
  }

  private Operand list(String function, ExpressionParser.OperandContext tree) {
    Operand operand = operand(tree);
    if (operand instanceof Operand.Literal literal && !literal.value().type().equals("L")) {
      throw wrongType(function, literal.value());
    }
    return operand;
  }

  /** Whether there is such a function, and it may stand in such an expression. */
  void checkIsKnown(String function) {
    boolean ofUpdates = OF_UPDATES.contains(function);
    if (!ofUpdates && !function.equals("size") && !CONDITIONS.contains(function)) {
      throw kind.invalid("Invalid function name; function: " + function);
    }
    if (ofUpdates != (kind == ExpressionKind.UPDATE)) {
      throw kind.invalid(
          "The function is not allowed in "
              + (kind == ExpressionKind.UPDATE ? "an update" : "a condition")
              + " expression; function: "
              + function);
    }
  }

  void checkCount(String function, List<ExpressionParser.OperandContext> operands, int wanted) {
    if (operands.size() != wanted) {
      throw kind.invalid(
          "Incorrect number of operands for operator or function; operator or function: "
              + function
              + ", number of operands: "
              + operands.size());
    }
  }

  Path requiredPath(String function, ExpressionParser.OperandContext tree) {
    if (operand(tree) instanceof Operand.At at) {
      return at.path();
    }
    throw kind.invalid(
        "Operator or function requires a document path; operator or function: " + function);
  }

  RuntimeException wrongType(String operator, AttributeValue value) {
    return kind.invalid(
        "Incorrect operand type for operator or function; operator or function: "
            + operator
            + ", operand type: "
            + value.type());
  }

  /** As messages show a value: {@code AttributeValue: {S:text}}. */
  static String shown(AttributeValue value) {
    if (value instanceof AttributeValue.StringValue string) {
      return "AttributeValue: {S:" + string.value() + "}";
    } else if (value instanceof AttributeValue.NumberValue number) {
      return "AttributeValue: {N:" + number.value() + "}";
    }
    JsonWriter json = new JsonWriter();
    ItemJson.write(json, value);
    return "AttributeValue: "
        + new String(json.toBytes(), StandardCharsets.UTF_8).replace("\"", "");
  }
}
