package dev.messina.verification.expect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A connector as it is deployed.
 *
 * @param config the options as they were posted
 */
public record Deployed(String name, Map<String, String> config) {

  private static final Pattern LIST = Pattern.compile("\\s*,\\s*");

  public Deployed {
    config = Map.copyOf(config);
  }

  /** An option without the space around it; the default where it is missing or empty. */
  public String text(String option, String otherwise) {
    String value = config.getOrDefault(option, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  /** The members of a list; empty where the option is missing. */
  public List<String> list(String option) {
    return Arrays.stream(LIST.split(text(option, "")))
        .map(String::strip)
        .filter(member -> !member.isEmpty())
        .toList();
  }

  /** The options that begin so, without that beginning. */
  public Map<String, String> withPrefix(String prefix) {
    Map<String, String> found = new HashMap<>();
    config.forEach(
        (option, value) -> {
          if (option.startsWith(prefix)) {
            found.put(option.substring(prefix.length()), value);
          }
        });
    return found;
  }

  /** The same connector with one option set. */
  public Deployed with(String option, String value) {
    Map<String, String> changed = new HashMap<>(config);
    changed.put(option, value);
    return new Deployed(name, changed);
  }
}
