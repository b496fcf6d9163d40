package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverOption;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import dev.messina.plugin.NearestName;
import dev.messina.plugin.OptionError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** The options of the driver's own classes that are read by these alone, with the class. */
  private static final Map<String, String> OF_CLASSES =
      Map.of("advanced.address-translator.advertised-hostname", "FixedHostNameAddressTranslator");

  private static final List<String> CLASS = List.of(".class", ".classes");

  private DriverOptions() {}

  /** What is wrong with the names, each at its own; their values are the driver's to judge. */
  static List<OptionError> problems(Map<String, String> byPath) {
    return byPath.keySet().stream()
        .sorted()
        .flatMap(
            path ->
                problem(path, byPath).map(text -> new OptionError(PREFIX + path, text)).stream())
        .toList();
  }

  private static Optional<String> problem(String path, Map<String, String> byPath) {
    for (Map.Entry<String, String> own : OWN.entrySet()) {
      if (path.equals(own.getKey()) || path.startsWith(own.getKey() + ".")) {
        return Optional.of("The connector has an option for this; use '" + own.getValue() + "'.");
      }
    }
    Optional<String> refused = DriverRefusals.of(path, byPath);
    if (refused.isPresent() || BY_PATH.containsKey(path)) {
      return refused;
    }
    Set<String> known = new TreeSet<>(BY_PATH.keySet());
    known.addAll(OF_CLASSES.keySet());
    Optional<String> group = groupOfNamedClass(path, byPath);
    if (group.isPresent()) {
      return OF_CLASSES.containsKey(path)
          ? Optional.empty()
          : nearestIn(group.get(), path, known).map(nearest -> unknown(path, Optional.of(nearest)));
    }
    return Optional.of(
        OF_CLASSES.containsKey(path)
            ? "It belongs to "
                + OF_CLASSES.get(path)
                + "; name that as '"
                + PREFIX
                + path.substring(0, path.lastIndexOf('.'))
                + ".class' as well, or remove it."
            : unknown(path, NearestName.of(path, known)));
  }

  private static String unknown(String path, Optional<String> nearest) {
    return "The driver has no option '"
        + path
        + "'"
        + nearest
            .map(name -> "; did you mean '" + PREFIX + name + "'?")
            .orElse("; remove it, or see reference.conf of ScyllaDB's Java driver.");
  }

  /** An option of the driver's own that may be meant beside those that a user's class reads. */
  private static Optional<String> nearestIn(String group, String path, Set<String> known) {
    List<String> own =
        known.stream()
            .filter(name -> name.startsWith(group))
            .map(name -> name.substring(group.length()))
            .toList();
    return NearestName.of(path.substring(group.length()), own).map(group::concat);
  }

  /** Where the options are that a class reads which the user has named, if this is one of them. */
  private static Optional<String> groupOfNamedClass(String path, Map<String, String> byPath) {
    return byPath.keySet().stream()
        .filter(BY_PATH::containsKey)
        .flatMap(
            named ->
                CLASS.stream()
                    .filter(named::endsWith)
                    .map(ending -> named.substring(0, named.length() - ending.length() + 1)))
        .filter(path::startsWith)
        .findFirst();
  }

  /** The option that a complaint of the driver's is about, if it names one that was given. */
  public static Optional<String> blamed(Map<String, String> byPath, String complaint) {
    return byPath.keySet().stream().filter(complaint::contains).map(PREFIX::concat).findFirst();
  }

  static void apply(Map<String, String> byPath, ProgrammaticDriverConfigLoaderBuilder builder) {
    new LinkedHashMap<>(byPath)
        .forEach(
            (path, value) -> {
              DriverOption option = BY_PATH.containsKey(path) ? BY_PATH.get(path) : () -> path;
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
