package dev.messina.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** Renders a {@link ConfigDef} as a page: a table for each group, options in their order. */
final class ConfigReference {

  private static final String HEAD =
      """
      | option | type | default | importance | what it does |
      |---|---|---|---|---|
      """;

  private ConfigReference() {}

  static String render(String title, String overview, ConfigDef definition) {
    StringBuilder page = new StringBuilder();
    page.append("<!-- Generated from the code; the build tells how when it differs. -->\n\n");
    page.append("# ").append(title).append("\n\n").append(overview).append('\n');
    for (String group : definition.groups()) {
      page.append("\n## ").append(group).append("\n\n").append(HEAD);
      page.append(
          options(definition, group).stream()
              .map(ConfigReference::row)
              .collect(Collectors.joining()));
    }
    return page.toString();
  }

  private static List<ConfigDef.ConfigKey> options(ConfigDef definition, String group) {
    List<ConfigDef.ConfigKey> options = new ArrayList<>(definition.configKeys().values());
    options.removeIf(option -> !group.equals(option.group));
    options.sort(Comparator.comparingInt(option -> option.orderInGroup));
    return options;
  }

  private static String row(ConfigDef.ConfigKey option) {
    return String.format(
        "| `%s` | %s | %s | %s | %s |\n",
        option.name,
        option.type.name().toLowerCase(Locale.ROOT),
        option.hasDefault() ? defaultText(option.defaultValue) : "required",
        option.importance.name().toLowerCase(Locale.ROOT),
        option.documentation.replace("|", "\\|").replace("<", "&lt;"));
  }

  private static String defaultText(Object value) {
    boolean none =
        value == null || "".equals(value) || List.of().equals(value) || value instanceof Password;
    return none ? "none" : "`" + value + "`";
  }
}
