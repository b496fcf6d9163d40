package dev.messina.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** The result of a validation, to which errors are added by option. */
public final class OptionErrors {

  private final Map<String, ConfigValue> values = new LinkedHashMap<>();

  /**
   * @param values as Connect's own validation has left them
   */
  public OptionErrors(List<ConfigValue> values) {
    values.forEach(value -> this.values.put(value.name(), value));
  }

  /** Adds an error, once; the option need not be one of the plugin's own. */
  public void add(String option, String problem) {
    ConfigValue value = value(option, null);
    if (!value.errorMessages().contains(problem)) {
      value.addErrorMessage(problem);
    }
  }

  public void add(OptionError error) {
    add(error.option(), error.problem());
  }

  /**
   * Adds an error to an option of another plugin, which Connect shows in place of its own entry.
   *
   * @param given the option's value, which is shown with it
   */
  public void addTo(String given, OptionError error) {
    value(error.option(), given);
    add(error);
  }

  /** Offers values for an option, for forms to choose from. */
  public void recommend(String option, List<?> offered) {
    value(option, null).recommendedValues(new ArrayList<>(offered));
  }

  /** Whether none of these options has an error so far. */
  public boolean areSound(Collection<String> options) {
    return options.stream()
        .map(values::get)
        .allMatch(value -> value == null || value.errorMessages().isEmpty());
  }

  /** The options that have an error so far. */
  public List<String> unsound() {
    return values.values().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .map(ConfigValue::name)
        .toList();
  }

  /**
   * Refuses options that nobody would read: a mistyped one is silently its default otherwise.
   *
   * @param given the names in the configuration
   * @param own the plugin's own options
   * @param connects those that Connect reads from the same configuration
   * @param others those that are read in another way
   * @param page of the docs that has the plugin's own
   */
  public void refuseUnknown(
      Collection<String> given,
      Collection<String> own,
      ConnectOptions connects,
      Predicate<String> others,
      String page) {
    TreeSet<String> known = new TreeSet<>(own);
    known.addAll(connects.names());
    given.stream()
        .filter(name -> !known.contains(name) && !connects.include(name) && !others.test(name))
        .forEach(name -> add(name, unknown(name, known, page)));
  }

  private static String unknown(String name, Collection<String> known, String page) {
    return "Option '"
        + name
        + "' is not known"
        + NearestName.of(name, known)
            .map(nearest -> "; did you mean '" + nearest + "'?")
            .orElse("; remove it, or see " + page + ".");
  }

  public Config config() {
    return new Config(List.copyOf(values.values()));
  }

  /** The value of an option that is not defined is not repeated: it may be a password. */
  private ConfigValue value(String option, Object given) {
    return values.computeIfAbsent(
        option, name -> new ConfigValue(name, given, new ArrayList<>(), new ArrayList<>()));
  }
}
