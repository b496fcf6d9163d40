package dev.messina.sink;

import dev.messina.sink.route.NearestName;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.session.Finding;
import dev.messina.sink.session.SessionSettings;
import dev.messina.sink.session.TargetCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Finds all that is wrong with a configuration at once and says it at the option where it can be
 * put right. The cluster is only asked when the options that lead to it are themselves sound.
 */
final class SinkValidation {

  /** What must be sound before anybody can connect. */
  private static final Set<String> LEADING_TO_TARGET =
      Set.of(
          TableSettings.TABLE_NAME,
          SessionSettings.CONTACT_POINTS,
          SessionSettings.LOCAL_DATACENTER,
          SessionSettings.USERNAME,
          SessionSettings.PASSWORD,
          SessionSettings.CONSISTENCY_LEVEL,
          SessionSettings.REQUEST_TIMEOUT_MS);

  private final TargetCheck target;

  SinkValidation(TargetCheck target) {
    this.target = target;
  }

  Config validate(Map<String, String> options) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    for (ConfigValue value : ScyllaSinkConfig.definition().validate(options)) {
      values.put(value.name(), value);
    }
    unknownOptions(options, values);
    halfOfCredentials(options, values);
    if (LEADING_TO_TARGET.stream().allMatch(key -> values.get(key).errorMessages().isEmpty())) {
      targetFindings(options, values);
    }
    return new Config(List.copyOf(values.values()));
  }

  private static void unknownOptions(Map<String, String> options, Map<String, ConfigValue> values) {
    Set<String> known = new TreeSet<>(ConnectOptions.NAMES);
    known.addAll(ScyllaSinkConfig.definition().names());
    for (String name : options.keySet()) {
      if (!known.contains(name) && !ConnectOptions.include(name)) {
        // Without its value: it may be a password under a mistyped name.
        ConfigValue unknown = new ConfigValue(name, null, new ArrayList<>(), new ArrayList<>());
        unknown.addErrorMessage(
            "There is no option '"
                + name
                + "'"
                + NearestName.of(name, known)
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse("; remove it."));
        values.put(name, unknown);
      }
    }
  }

  private static void halfOfCredentials(
      Map<String, String> options, Map<String, ConfigValue> values) {
    boolean user = options.get(SessionSettings.USERNAME) != null;
    boolean password = options.get(SessionSettings.PASSWORD) != null;
    if (user && !password) {
      values
          .get(SessionSettings.PASSWORD)
          .addErrorMessage("scylladb.username is set; set scylladb.password as well, or neither.");
    }
    if (password && !user) {
      values
          .get(SessionSettings.USERNAME)
          .addErrorMessage("scylladb.password is set; set scylladb.username as well, or neither.");
    }
  }

  private void targetFindings(Map<String, String> options, Map<String, ConfigValue> values) {
    ScyllaSinkConfig config = ScyllaSinkConfig.of(reachable(options, values));
    for (Finding finding :
        target.findings(config.session(), config.table(), config.conversions())) {
      values.get(finding.key()).addErrorMessage(finding.problem());
    }
  }

  /** The options without the unsound ones, whose defaults do for looking at the target. */
  private static Map<String, String> reachable(
      Map<String, String> options, Map<String, ConfigValue> values) {
    Map<String, String> sound = new LinkedHashMap<>(options);
    values.forEach(
        (name, value) -> {
          if (!value.errorMessages().isEmpty()) {
            sound.remove(name);
          }
        });
    return sound;
  }
}
