package dev.messina.source.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** The result of a validation, to which errors are added by option. */
public final class ConfigReport {

  private final Map<String, ConfigValue> values;

  public ConfigReport(List<ConfigValue> values) {
    this.values = values.stream().collect(Collectors.toMap(ConfigValue::name, Function.identity()));
  }

  /** Adds an error, once; the option need not be one of the connector's own. */
  public void error(String option, String problem) {
    ConfigValue value = values.computeIfAbsent(option, ConfigValue::new);
    if (!value.errorMessages().contains(problem)) {
      value.addErrorMessage(problem);
    }
  }

  /** Offers values for an option, for forms to choose from. */
  void recommend(String option, List<String> offered) {
    values.computeIfAbsent(option, ConfigValue::new).recommendedValues(List.copyOf(offered));
  }

  /** Whether none of these options has an error so far. */
  public boolean isValid(Collection<String> options) {
    return options.stream()
        .map(values::get)
        .allMatch(value -> value == null || value.errorMessages().isEmpty());
  }

  public Config config() {
    return new Config(List.copyOf(values.values()));
  }
}
