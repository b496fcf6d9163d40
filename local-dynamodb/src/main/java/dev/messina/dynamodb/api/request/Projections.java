package dev.messina.dynamodb.api.request;

import static dev.messina.dynamodb.error.ApiException.invalidValue;

import dev.messina.dynamodb.expression.ExpressionScope;
import dev.messina.dynamodb.expression.Expressions;
import dev.messina.dynamodb.expression.Projection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which parts of items a request wants, in either form. */
public final class Projections {

  private Projections() {}

  /**
   * @return empty if it wants whole items
   */
  public static Optional<Projection> of(Parameters request, ExpressionScope scope) {
    Optional<List<String>> attributes = request.texts("AttributesToGet");
    if (attributes.isPresent()) {
      checkAreDistinct(attributes.get());
      return attributes.map(Projection::ofAttributes);
    }
    return request.text("ProjectionExpression").map(text -> Expressions.projection(text, scope));
  }

  private static void checkAreDistinct(List<String> attributes) {
    Set<String> seen = new HashSet<>();
    for (String attribute : attributes) {
      if (!seen.add(attribute)) {
        throw invalidValue("Duplicate value in attribute name: " + attribute);
      }
    }
  }
}
