package dev.messina.dynamodb.control;

import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Rules as the control API spells them. */
final class RuleJson {

  private static final int SERVER_ERROR = 500;

  private RuleJson() {}

  /**
   * @throws IllegalArgumentException if it is none
   */
  static Rule read(Parameters json) {
    Scope scope = new Scope(json.text("operation"), json.text("table"));
    Dose dose = dose(json);
    String kind = json.text("rule").orElse("");
    return switch (kind) {
      case "throttle" ->
          new Rule.Throttle(
              scope,
              json.map("key"),
              new Allowance(decimal(json, "perSecond").orElse(0.0)),
              Throttling.valueOf(json.text("error").orElse("PROVISIONED_THROUGHPUT_EXCEEDED")),
              json.text("reason"));
      case "fail" ->
          new Rule.Fail(
              scope,
              dose,
              json.text("code").orElse("InternalServerError"),
              json.number("status").orElse((long) SERVER_ERROR).intValue(),
              json.text("message").orElse("A fault by request"));
      case "deny" -> new Rule.Deny(scope);
      case "delay" -> new Rule.Delay(scope, dose, Duration.parse(required(json, "time")));
      case "cut" -> new Rule.Cut(scope, dose, bytes(json));
      case "truncate" -> new Rule.Truncate(scope, dose, bytes(json));
      case "corrupt" -> new Rule.Corrupt(scope, dose);
      case "repeat" -> new Rule.Repeat(scope);
      default ->
          throw new IllegalArgumentException(
              "A rule is throttle, fail, deny, delay, cut, truncate, corrupt or repeat, not \""
                  + kind
                  + "\"");
    };
  }

  static void write(JsonWriter json, long id, Rule rule) {
    json.beginObject().field("id", id);
    json.field("rule", rule.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    rule.scope().operation().ifPresent(name -> json.field("operation", name));
    rule.scope().table().ifPresent(name -> json.field("table", name));
    json.endObject();
  }

  private static Dose dose(Parameters json) {
    Optional<Long> times = json.number("times");
    Optional<Double> rate = decimal(json, "rate");
    if (times.isPresent() && rate.isPresent()) {
      throw new IllegalArgumentException("A rule has \"times\" or a \"rate\", not both");
    }
    return times.map(Dose::times).orElseGet(() -> rate.map(Dose::rate).orElseGet(Dose::always));
  }

  private static int bytes(Parameters json) {
    return Math.toIntExact(json.number("bytes").orElse(0L));
  }

  private static String required(Parameters json, String name) {
    return json.text(name)
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
  }

  private static Optional<Double> decimal(Parameters json, String name) {
    return json.decimal(name).map(Number::doubleValue);
  }
}
