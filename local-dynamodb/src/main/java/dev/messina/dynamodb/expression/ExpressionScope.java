package dev.messina.dynamodb.expression;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.item.AttributeValue;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The names and values that the expressions of one request may refer to, each at least once. */
public final class ExpressionScope {

  private final Map<String, String> names;
  private final Map<String, AttributeValue> values;
  private final Set<String> unusedNames;
  private final Set<String> unusedValues;

  /**
   * @param names of attributes, by placeholders with their {@code #}
   * @param values by placeholders with their {@code :}
   */
  public ExpressionScope(Map<String, String> names, Map<String, AttributeValue> values) {
    this.names = names;
    this.values = values;
    this.unusedNames = new LinkedHashSet<>(names.keySet());
    this.unusedValues = new LinkedHashSet<>(values.keySet());
  }

  public static ExpressionScope empty() {
    return new ExpressionScope(Map.of(), Map.of());
  }

  String name(ExpressionKind kind, String placeholder) {
    String name = names.get(placeholder);
    if (name == null) {
      throw kind.invalid(
          "An expression attribute name used in the document path is not defined; attribute name: "
              + placeholder);
    }
    unusedNames.remove(placeholder);
    return name;
  }

  AttributeValue value(ExpressionKind kind, String placeholder) {
    AttributeValue value = values.get(placeholder);
    if (value == null) {
      throw kind.invalid(
          "An expression attribute value used in expression is not defined; attribute value: "
              + placeholder);
    }
    unusedValues.remove(placeholder);
    return value;
  }

  /**
   * @throws dev.messina.dynamodb.error.ApiException if no expression refers to one of them
   */
  public void checkAllUsed() {
    checkAllUsed("ExpressionAttributeNames", unusedNames);
    checkAllUsed("ExpressionAttributeValues", unusedValues);
  }

  private static void checkAllUsed(String parameter, Set<String> unused) {
    if (!unused.isEmpty()) {
      throw validation(
          "Value provided in "
              + parameter
              + " unused in expressions: keys: {"
              + String.join(", ", unused)
              + "}");
    }
  }
}
