package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import dev.messina.sink.route.NearestName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The driver's own options, given as {@code scylladb.driver.} and the path that the driver's
 * reference has below {@code datastax-java-driver}. A value in brackets is a list.
 */
public final class DriverOptions {

  public static final String PREFIX = "scylladb.driver.";

  private static final Map<String, DefaultDriverOption> BY_PATH =
      Stream.of(DefaultDriverOption.values())
          .collect(
              Collectors.toMap(
                  DefaultDriverOption::getPath,
                  option -> option,
                  (one, other) -> one,
                  TreeMap::new));

  /** What the connector has an option for. */
  private static final Map<String, String> OWN =
      Map.of(
          "basic.cloud.secure-connect-bundle",
          SessionSettings.CLOUD_BUNDLE,
          "basic.contact-points",
          SessionSettings.CONTACT_POINTS,
          "basic.load-balancing-policy.local-datacenter",
          SessionSettings.LOCAL_DATACENTER,
          "basic.load-balancing-policy.local-rack",
          SessionSettings.LOCAL_RACK,
          "basic.request.consistency",
          SessionSettings.CONSISTENCY_LEVEL,
          "basic.request.timeout",
          SessionSettings.REQUEST_TIMEOUT_MS,
          "advanced.auth-provider",
          SessionSettings.USERNAME,
          "advanced.ssl-engine-factory",
          TlsSettings.ENABLED);

  /** What rows would be written wrongly without, or what would put values into logs. */
  private static final Set<String> FIXED =
      Set.of(
          "advanced.metadata.schema.enabled",
          "advanced.request-tracker.logs.show-values",
          "basic.request.default-idempotence");

  private DriverOptions() {}

  /** What is wrong with the names, each at its own; their values are the driver's to judge. */
  static List<Finding> problems(Map<String, String> byPath) {
    return byPath.keySet().stream()
        .sorted()
        .flatMap(path -> problem(path).map(text -> new Finding(PREFIX + path, text)).stream())
        .toList();
  }

  private static Optional<String> problem(String path) {
    for (Map.Entry<String, String> own : OWN.entrySet()) {
      if (path.equals(own.getKey()) || path.startsWith(own.getKey() + ".")) {
        return Optional.of("The connector has an option for this; use '" + own.getValue() + "'.");
      }
    }
    if (FIXED.contains(path)) {
      return Optional.of("The connector needs this as it is; remove it.");
    }
    if (BY_PATH.containsKey(path)) {
      return Optional.empty();
    }
    return Optional.of(
        "The driver has no option '"
            + path
            + "'"
            + NearestName.of(path, BY_PATH.keySet())
                .map(nearest -> "; did you mean '" + PREFIX + nearest + "'?")
                .orElse("; remove it, or see reference.conf of ScyllaDB's Java driver."));
  }

  /** The option that a complaint of the driver's is about, if it names one that was given. */
  static Optional<String> blamed(Map<String, String> byPath, String complaint) {
    return byPath.keySet().stream().filter(complaint::contains).map(PREFIX::concat).findFirst();
  }

  static void apply(Map<String, String> byPath, ProgrammaticDriverConfigLoaderBuilder builder) {
    new LinkedHashMap<>(byPath)
        .forEach(
            (path, value) -> {
              DefaultDriverOption option = BY_PATH.get(path);
              String text = value.strip();
              if (text.startsWith("[") && text.endsWith("]")) {
                builder.withStringList(option, list(text.substring(1, text.length() - 1)));
              } else {
                builder.withString(option, text);
              }
            });
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }
}
