package dev.messina.dynamodb.expression;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.error.ApiException;

/** Which parameter an expression stands in. */
public enum ExpressionKind {
  CONDITION("ConditionExpression"),
  FILTER("FilterExpression"),
  KEY_CONDITION("KeyConditionExpression"),
  PROJECTION("ProjectionExpression"),
  UPDATE("UpdateExpression");

  private final String parameter;

  ExpressionKind(String parameter) {
    this.parameter = parameter;
  }

  /** The parameter's name. */
  public String parameter() {
    return parameter;
  }

  ApiException invalid(String message) {
    return validation("Invalid " + parameter + ": " + message);
  }
}
