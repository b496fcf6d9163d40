package dev.messina.dynamodb.expression;

/** Reads the texts of expressions. All throw {@code ApiException} with AWS's message. */
public final class Expressions {

  private Expressions() {}

  /**
   * @param kind a condition, a filter or a key condition
   */
  public static Condition condition(ExpressionKind kind, String text, ExpressionScope scope) {
    return new ConditionReader(kind, scope).condition(Syntax.condition(kind, text));
  }

  public static Projection projection(String text, ExpressionScope scope) {
    PathReader paths = new PathReader(ExpressionKind.PROJECTION, scope);
    return Projection.checked(Syntax.projection(text).stream().map(paths::path).toList());
  }

  public static Update update(String text, ExpressionScope scope) {
    return new UpdateReader(scope).update(Syntax.update(text));
  }
}
