package dev.messina.cli.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param type of the body, as {@code Content-Type} has it
 * @param body with its last line ended
 */
public record Answer(int status, String type, String body) {

  public static final int OK = 200;
  public static final int NOT_FOUND = 404;
  public static final int METHOD_NOT_ALLOWED = 405;
  public static final int UNAVAILABLE = 503;

  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** An object, in one line. */
  public static Answer json(int status, ObjectNode json) {
    return new Answer(status, JSON, json + "\n");
  }

  /** An object whose {@code error} says why. */
  public static Answer error(int status, String reason) {
    return json(status, JsonNodeFactory.instance.objectNode().put("error", reason));
  }

  /** Numbers for Prometheus. */
  public static Answer metrics(String text) {
    return new Answer(OK, PROMETHEUS, text);
  }
}
