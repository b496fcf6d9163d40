package dev.messina.sink.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Options of the driver that exist and are not taken, with the reason: what the connector decides
 * itself, what would block it, what would make it say more or less than is true, and what would be
 * taken without an effect. All others work as the driver's reference says.
 */
final class DriverRefusals {

  private static final Pattern ZERO = Pattern.compile("0+(\\.0+)?\\s*[A-Za-z]*");

  private static final String RETRIES =
      "The connector decides what is tried again, and for how long (write.retry.timeout.ms); a"
          + " policy of its own could count a row as written that is not, or as written by fewer"
          + " replicas than scylladb.consistency.level asks for; remove it.";
  private static final String EXECUTIONS =
      "It sends requests twice while the cluster is slow, beyond write.inflight.max; the connector"
          + " repeats them itself; remove it.";
  private static final String TIMESTAMPS =
      "It would have no effect: each row comes with its own write timestamp; remove it.";
  private static final String SHUTDOWN =
      "A task that stops would wait for it; the connector ends sessions within seconds; remove it.";
  private static final String METRICS =
      "It would have no effect: nobody shows the driver's metrics. Those of the connector are in"
          + " JMX; remove it, or name a factory of your own as"
          + " scylladb.driver.advanced.metrics.factory.class.";

  private static final Map<String, String> REASONS = reasons();

  private DriverRefusals() {}

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put(
        "advanced.reconnect-on-init",
        "With it the driver would wait for a cluster that is down, longer than a validation may"
            + " take and than scylladb.connect.timeout.ms, and could not be stopped; the connector"
            + " waits by itself; remove it.");
    reasons.put("advanced.retry-policy", RETRIES);
    reasons.put("advanced.speculative-execution-policy", EXECUTIONS);
    reasons.put("advanced.timestamp-generator", TIMESTAMPS);
    reasons.put("advanced.netty.io-group.shutdown", SHUTDOWN);
    reasons.put("advanced.netty.admin-group.shutdown", SHUTDOWN);
    reasons.put(
        "advanced.resolve-contact-points",
        "It would have no effect: the connector asks the name service again with each connection to"
            + " a contact point; remove it.");
    reasons.put(
        "advanced.metadata.schema.enabled",
        "Without the schema no value can be converted to its column's type; remove it.");
    reasons.put(
        "advanced.request-tracker.logs.show-values",
        "Values of rows must not appear in logs; remove it.");
    reasons.put(
        "basic.request.default-idempotence",
        "Every statement of the connector may be repeated, and the driver has to know; remove it.");
    reasons.put(
        "basic.request.serial-consistency",
        "It would have no effect: the connector writes nothing conditionally; remove it.");
    reasons.put(
        "basic.session-keyspace",
        "It would have no effect but to fail where it does not exist: the connector names the"
            + " keyspace of each table; remove it.");
    reasons.put(
        "basic.config-reload-interval",
        "It would have no effect: there is no file that could be read again; remove it.");
    return reasons;
  }

  /** Why the option is not taken, if it is not. */
  static Optional<String> of(String path, Map<String, String> byPath) {
    for (Map.Entry<String, String> refused : REASONS.entrySet()) {
      if (path.equals(refused.getKey()) || path.startsWith(refused.getKey() + ".")) {
        return Optional.of(refused.getValue());
      }
    }
    String value = byPath.get(path).strip();
    return switch (path) {
      case "advanced.protocol.version" ->
          when(
              value.equalsIgnoreCase("V3"),
              "The third version cannot leave a column as it is; use V4 or later, or remove it.");
      case "advanced.control-connection.schema-agreement.timeout" ->
          when(
              ZERO.matcher(value).matches(),
              "Without it nobody could tell a row that is refused for its own sake from one whose"
                  + " table is being altered; give a duration, or remove it.");
      default ->
          when(
              path.startsWith("advanced.metrics.")
                  && !byPath.containsKey("advanced.metrics.factory.class"),
              METRICS);
    };
  }

  private static Optional<String> when(boolean isSo, String reason) {
    return isSo ? Optional.of(reason) : Optional.empty();
  }
}
