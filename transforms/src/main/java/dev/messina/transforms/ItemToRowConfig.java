package dev.messina.transforms;

import dev.messina.plugin.ConnectOptions;
import dev.messina.plugin.Options;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.MappingException;
import dev.messina.transforms.mapping.MappingParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The options of {@link ItemToRow}. None is required. */
final class ItemToRowConfig extends AbstractConfig {

  static final String MAPPING = "mapping";

  private static final String MAPPING_DOC =
      "What differs from one column for each attribute, as a document in YAML or JSON; see"
          + " docs/mapping.md. Written here, or in a file that Kafka's own providers bring in:"
          + " ${file:PATH:KEY} or ${directory:FOLDER:FILE}.";

  /**
   * @throws ConfigException naming every mistake at once
   */
  ItemToRowConfig(Map<String, ?> options) {
    super(definition(), options, false);
    List<String> unknown =
        unknown(options.keySet()).stream()
            .map(option -> "option '" + option + "' is unknown, there is only 'mapping'")
            .toList();
    if (!unknown.isEmpty()) {
      // Connect itself lets a mistyped option pass, and the columns would silently be other ones.
      throw new ConfigException("ItemToRow cannot be configured: " + String.join("; ", unknown));
    }
  }

  static ConfigDef definition() {
    return Options.of("Mapping", new ConfigDef())
        .option(MAPPING, ConfigDef.Type.STRING, "")
        .valid(ConfigDef.LambdaValidator.with(ItemToRowConfig::check, () -> "a mapping document"))
        .high()
        .shown(1, ConfigDef.Width.LONG, "Mapping")
        .doc(MAPPING_DOC)
        .definition();
  }

  /** Those that are options neither of the transform nor of Connect, in order. */
  static List<String> unknown(Set<String> options) {
    return options.stream()
        .filter(option -> !option.equals(MAPPING) && !ConnectOptions.ofTransform().include(option))
        .sorted()
        .toList();
  }

  Mapping mapping() {
    return MappingParser.parse(getString(MAPPING));
  }

  private static void check(String option, Object document) {
    if (document == null) {
      throw new ConfigException(option, null, "leave the option out instead");
    }
    try {
      new RowPlans(MappingParser.parse((String) document)).announce();
    } catch (MappingException mistakes) {
      throw new ConfigException("The mapping has mistakes:\n" + mistakes.getMessage());
    } catch (ItemException misfit) {
      throw new ConfigException("The mapping has a mistake: " + misfit.getMessage() + ".");
    }
  }
}
