package dev.messina.dynamodb.api.request;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.expression.ExpressionScope;
import dev.messina.dynamodb.item.AttributeValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The names and values that come with the expressions of a request. */
public final class ExpressionParameters {

  private static final String NAMES = "ExpressionAttributeNames";
  private static final String VALUES = "ExpressionAttributeValues";
  private static final Pattern NAME = Pattern.compile("#[A-Za-z0-9_]+");
  private static final Pattern VALUE = Pattern.compile(":[A-Za-z0-9_]+");

  private ExpressionParameters() {}

  /**
   * @param legacy the older parameters that may not stand beside expressions
   * @param expressions the parameters that names and values may be used in
   */
  public static ExpressionScope of(
      Parameters request, List<String> legacy, List<String> expressions) {
    List<String> older = legacy.stream().filter(request::has).toList();
    List<String> present = expressions.stream().filter(request::has).toList();
    if (!older.isEmpty() && !present.isEmpty()) {
      throw validation(
          "Can not use both expression and non-expression parameters in the same request:"
              + " Non-expression parameters: {"
              + String.join(", ", older)
              + "} Expression parameters: {"
              + String.join(", ", present)
              + "}");
    }
    if (present.isEmpty()) {
      refuse(request, NAMES, expressions);
      refuse(request, VALUES, valued(expressions));
    }
    return new ExpressionScope(names(request), values(request));
  }

  /** Those in which values can stand. */
  private static List<String> valued(List<String> expressions) {
    return expressions.stream().filter(each -> !each.equals("ProjectionExpression")).toList();
  }

  private static void refuse(Parameters request, String parameter, List<String> expressions) {
    if (request.has(parameter)) {
      throw validation(
          parameter
              + " can only be specified when using expressions: "
              + String.join(" and ", expressions)
              + (expressions.size() == 1 ? " is null" : " are null"));
    }
  }

  private static Map<String, String> names(Parameters request) {
    Map<String, String> names = request.textMap(NAMES).orElse(null);
    if (names == null) {
      return Map.of();
    }
    checkKeys(NAMES, names, NAME);
    return names;
  }

  private static Map<String, AttributeValue> values(Parameters request) {
    Map<String, Object> trees = request.map(VALUES).orElse(null);
    if (trees == null) {
      return Map.of();
    }
    checkKeys(VALUES, trees, VALUE);
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    trees.forEach((key, tree) -> values.put(key, value(key, tree)));
    return values;
  }

  private static AttributeValue value(String key, Object tree) {
    try {
      return AttributeReader.value(tree);
    } catch (ApiException e) {
      if (e.type() != dev.messina.dynamodb.error.ErrorType.VALIDATION) {
        throw e;
      }
      throw validation(VALUES + " contains invalid value: " + e.getMessage() + " for key " + key);
    }
  }

  private static void checkKeys(String parameter, Map<String, ?> map, Pattern pattern) {
    if (map.isEmpty()) {
      throw validation(parameter + " must not be empty");
    }
    for (String key : map.keySet()) {
      if (!pattern.matcher(key).matches()) {
        throw validation(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
      }
    }
  }
}
