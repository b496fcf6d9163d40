package dev.messina.transforms;

import dev.messina.plugin.Options;
import dev.messina.plugin.PluginVersion;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.Coordinates;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.Placer.Placement;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.MappingException;
import dev.messina.transforms.mapping.MappingParser;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * True for change records whose item meets every condition of a mapping's {@code when} block: the
 * item after the change, for a delete the one before it, and where there is no image its key alone.
 * False where that does not tell, and for any other record, so it stands before {@link ItemToRow}.
 */
public final class ItemMatches<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

  /** What the predicate does, for lists of plugins. */
  public static final String OVERVIEW_DOC =
      "True for change records whose item meets the conditions in 'when'; use it before ItemToRow.";

  static final String WHEN = "when";

  public static final ConfigDef CONFIG_DEF =
      Options.of("Conditions", new ConfigDef())
          .option(WHEN, ConfigDef.Type.STRING, ConfigDef.NO_DEFAULT_VALUE)
          .valid(ConfigDef.LambdaValidator.with(ItemMatches::check, () -> "conditions"))
          .high()
          .shown(1, ConfigDef.Width.LONG, "Conditions")
          .doc(
              "Conditions as in the 'when' block of a mapping document, 'not', 'any' and 'all'"
                  + " among them, in YAML or JSON; all of them must hold.")
          .definition();

  private volatile RowPlans plans = new RowPlans(Mapping.identity());

  @Override
  public void configure(Map<String, ?> options) {
    AbstractConfig config = new AbstractConfig(CONFIG_DEF, options, false);
    plans = new RowPlans(Mapping.ofItems(MappingParser.parseWhen(config.getString(WHEN))));
  }

  @Override
  public boolean test(R record) {
    if (!ChangeRecordReader.isChangeRecord(record)) {
      return false;
    }
    ChangeRecord change = ChangeRecordReader.read(record);
    try {
      RecordKey key = RecordKey.of(record, change, plans.mapping());
      Placer placer = new Placer(plans.of(key), key);
      Placement place = placer.byKey();
      String image = change.after() == null ? change.before() : change.after();
      if (place instanceof Placement.Unsure && image != null) {
        place = placer.place(ItemImage.read(image, placer.plan(), key));
      }
      return place instanceof Placement.At;
    } catch (ItemException problem) {
      throw Coordinates.of(record).error(problem.getMessage());
    }
  }

  private static void check(String option, Object conditions) {
    try {
      // A missing value is reported by its own rule.
      MappingParser.parseWhen(conditions == null ? "" : (String) conditions);
    } catch (MappingException mistakes) {
      throw new ConfigException("The conditions have mistakes:\n" + mistakes.getMessage());
    }
  }

  @Override
  public ConfigDef config() {
    return CONFIG_DEF;
  }

  @Override
  public String version() {
    return PluginVersion.of(ItemToRow.class);
  }

  @Override
  public void close() {}
}
