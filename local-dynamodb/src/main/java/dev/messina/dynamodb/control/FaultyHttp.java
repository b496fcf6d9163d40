package dev.messina.dynamodb.control;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import dev.messina.dynamodb.http.HttpCall;
import dev.messina.dynamodb.http.HttpHandler;
import dev.messina.dynamodb.http.HttpReply;
import dev.messina.dynamodb.json.JsonWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** Stands before the API and shows the faults that rules ask for. */
final class FaultyHttp implements HttpHandler {

  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";

  private final Control control;
  private final HttpHandler api;

  FaultyHttp(Control control, HttpHandler api) {
    this.control = control;
    this.api = api;
  }

  @Override
  public HttpReply handle(HttpCall call) {
    List<Rule> rules = control.rules().inOrder();
    if (rules.isEmpty() && !control.calls().isRecording()) {
      return control.date().on(api.handle(call));
    }
    Seen seen = Seen.of(call);
    HttpReply reply = control.date().on(answer(call, seen, holding(rules, seen)));
    if (control.calls().isRecording()) {
      control.calls().add(seen, control.clock().now(), reply.status());
    }
    return reply;
  }

  private static List<Rule> holding(List<Rule> rules, Seen seen) {
    return rules.stream().filter(rule -> rule.scope().holds(seen)).toList();
  }

  private HttpReply answer(HttpCall call, Seen seen, List<Rule> rules) {
    HttpReply reply =
        rules.stream()
            .flatMap(rule -> instead(rule, call, seen).stream())
            .findFirst()
            .orElseGet(() -> api.handle(call));
    for (Rule rule : rules) {
      reply = distorted(rule, reply);
    }
    return reply;
  }

  /** What is answered without asking the API, if anything. */
  private Optional<HttpReply> instead(Rule rule, HttpCall call, Seen seen) {
    if (rule instanceof Rule.Fail fail && fail.dose().take()) {
      return Optional.of(error(fail.status(), error(fail.code(), fail.message())));
    } else if (rule instanceof Rule.Deny) {
      return Optional.of(denied(seen));
    } else if (rule instanceof Rule.Throttle throttle
        && throttle.scope().operation().isPresent()
        && !throttle.allowance().take(control.clock().now(), 1)) {
      return Optional.of(throttled(throttle, seen));
    } else if (rule instanceof Rule.Repeat repeat) {
      return Optional.of(repeat.answers().computeIfAbsent(seen, first -> api.handle(call)));
    }
    return Optional.empty();
  }

  private static HttpReply distorted(Rule rule, HttpReply reply) {
    if (rule instanceof Rule.Delay delay && delay.dose().take()) {
      return reply.delivery(reply.delivery().after(delay.time()));
    } else if (rule instanceof Rule.Cut cut && cut.dose().take()) {
      return reply.delivery(reply.delivery().bytes(cut.bytes()));
    } else if (rule instanceof Rule.Truncate truncate && truncate.dose().take()) {
      int length = Math.min(truncate.bytes(), reply.body().length);
      return reply.body(Arrays.copyOf(reply.body(), length));
    } else if (rule instanceof Rule.Corrupt corrupt && corrupt.dose().take()) {
      byte[] body = reply.body().clone();
      body[body.length / 2] ^= 1;
      return reply.body(body);
    }
    return reply;
  }

  private static HttpReply denied(Seen seen) {
    ApiException denied =
        new ApiException(
            ErrorType.ACCESS_DENIED,
            "User: arn:aws:iam::000000000000:user/local is not authorized to perform: dynamodb:"
                + seen.operation()
                + (seen.resource().isEmpty() ? "" : " on resource: " + seen.resource())
                + " because no identity-based policy allows the dynamodb:"
                + seen.operation()
                + " action");
    return error(denied.type().httpStatus(), denied.body());
  }

  private static HttpReply throttled(Rule.Throttle throttle, Seen seen) {
    String operation = seen.operation();
    boolean reads = operation.contains("Get") || operation.matches("Query|Scan|Describe.*|List.*");
    String reason =
        throttle
            .reason()
            .orElse("Table" + (reads ? "Read" : "Write") + throttle.kind().reason(false));
    ApiException throttled =
        new ApiException(
            throttle.kind().type(),
            "Rate exceeded",
            json ->
                json.name("ThrottlingReasons")
                    .beginArray()
                    .beginObject()
                    .field("reason", reason)
                    .field("resource", seen.resource())
                    .endObject()
                    .endArray());
    return error(throttled.type().httpStatus(), throttled.body());
  }

  private static byte[] error(String code, String message) {
    String type = code.contains("#") ? code : "com.amazonaws.dynamodb.v20120810#" + code;
    return new JsonWriter()
        .beginObject()
        .field("__type", type)
        .field("message", message)
        .endObject()
        .toBytes();
  }

  private static HttpReply error(int status, byte[] body) {
    CRC32 checksum = new CRC32();
    checksum.update(body);
    return HttpReply.of(status, CONTENT_TYPE, body)
        .with("x-amz-crc32", Long.toString(checksum.getValue()))
        .with("x-amzn-RequestId", "FAULT");
  }
}
