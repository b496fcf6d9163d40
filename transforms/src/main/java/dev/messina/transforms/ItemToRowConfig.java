package dev.messina.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The options of {@link ItemToRow}. None is required. */
final class ItemToRowConfig extends AbstractConfig {

  static final String RENAME = "rename";
  static final String DROP = "drop";

  private static final Set<String> OPTIONS = Set.of(RENAME, DROP);

  /** What Connect keeps beside a transform's own options, some of which it hands on. */
  private static final Set<String> OPTIONS_OF_CONNECT =
      Set.of("type", "plugin.version", "predicate", "negate");

  private static final String GROUP = "Columns";

  private static final String QUOTING =
      " A name that holds a comma, a colon, a quote, or white space at either end is written in"
          + " backticks or double quotes; inside them the quote itself is doubled.";

  private static final String RENAME_DOC =
      "Attributes whose column has another name, as a list of attribute:column. Applies to the"
          + " key's attributes as well. Every attribute that is not named here becomes the column"
          + " of its own name."
          + QUOTING;

  private static final String DROP_DOC =
      "Attributes that become no column, as a list. An attribute of the key cannot be dropped."
          + QUOTING;

  /**
   * @throws ConfigException naming every mistake at once
   */
  ItemToRowConfig(Map<String, ?> options) {
    super(definition(), options, false);
    List<String> problems = new ArrayList<>(unknown(options.keySet()));
    problems.addAll(contradictions(renames(), drops()));
    if (!problems.isEmpty()) {
      throw new ConfigException("ItemToRow cannot be configured: " + String.join("; ", problems));
    }
  }

  static ConfigDef definition() {
    return new ConfigDef()
        .define(
            RENAME,
            ConfigDef.Type.STRING,
            "",
            check(RENAME, NameLists::pairProblems, "a list of attribute:column"),
            ConfigDef.Importance.MEDIUM,
            RENAME_DOC,
            GROUP,
            1,
            ConfigDef.Width.LONG,
            "Renamed attributes")
        .define(
            DROP,
            ConfigDef.Type.STRING,
            "",
            check(DROP, NameLists::nameProblems, "a list of attributes"),
            ConfigDef.Importance.MEDIUM,
            DROP_DOC,
            GROUP,
            2,
            ConfigDef.Width.LONG,
            "Dropped attributes");
  }

  Columns columns() {
    return new Columns(renames(), drops());
  }

  private Map<String, String> renames() {
    return NameLists.pairs(getString(RENAME));
  }

  private Set<String> drops() {
    return NameLists.names(getString(DROP));
  }

  /** Connect itself lets a mistyped option pass, and the columns would silently be other ones. */
  private static List<String> unknown(Set<String> options) {
    return options.stream()
        .filter(option -> !OPTIONS.contains(option) && !OPTIONS_OF_CONNECT.contains(option))
        .sorted()
        .map(option -> "option '" + option + "' is unknown, there are 'rename' and 'drop'")
        .toList();
  }

  private static List<String> contradictions(Map<String, String> renames, Set<String> drops) {
    return renames.keySet().stream()
        .filter(drops::contains)
        .sorted()
        .map(name -> "attribute '" + name + "' is both renamed and dropped, take one away")
        .toList();
  }

  private static ConfigDef.Validator check(
      String option, Function<String, List<String>> problems, String form) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value == null) {
            throw new ConfigException(option, null, "leave the option out instead");
          }
          refuse(option, (String) value, problems.apply((String) value));
        },
        () -> form);
  }

  /** Attribute and column names are no secrets, so the message may hold the option's value. */
  private static void refuse(String option, String value, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(option, value, String.join("; ", problems));
    }
  }
}
