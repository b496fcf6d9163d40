package dev.messina.transforms;

import dev.messina.plugin.PluginVersion;
import dev.messina.record.ChangeRecordReader;
import dev.messina.transforms.mapping.Mapping;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Turns a change record into a row record: the key's attributes become the row's key, the other
 * attributes of the item its columns, and a delete a null value. Works with schemas (Struct) and
 * without (Map), for sinks and sources alike.
 *
 * <p>Headers, topic, partition and timestamp stay as they are; a write timestamp or an operation
 * that the headers have lost on the way is put back from the change record. A tombstone gets its
 * key changed and nothing else; any other record that is no change record comes back as the same
 * instance. What cannot become a row exactly is a {@link DataException} that names coordinates and
 * attributes, never values, so that {@code errors.tolerance} and a dead-letter queue apply.
 *
 * <p>Thread-safe once configured.
 */
public final class ItemToRow<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

  /** What the transform does, for lists of plugins. */
  public static final String OVERVIEW_DOC =
      "Turns a change record of a DynamoDB table into a row: the key's attributes are the row's"
          + " key, every other attribute is the column of its name, a delete is a null value. A"
          + " mapping document says what differs. Numbers are exact decimal text. Headers are"
          + " kept.";

  public static final ConfigDef CONFIG_DEF = ItemToRowConfig.definition();

  static final String PURPOSE = "turning an item into a row";

  private volatile Rows<R> rows = new Rows<>(new RowPlans(Mapping.identity()), RowTally.unseen());
  private volatile RowTally tally = RowTally.unseen();

  @Override
  public void configure(Map<String, ?> options) {
    Mapping mapping = new ItemToRowConfig(options).mapping();
    tally.close();
    tally = RowTally.register(mapping.table());
    RowPlans plans = new RowPlans(mapping);
    rows = new Rows<>(plans, tally);
  }

  @Override
  public R apply(R record) {
    if (record.value() == null) {
      return rows.tombstone(record);
    }
    return ChangeRecordReader.isChangeRecord(record) ? rows.row(record) : record;
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
  public void close() {
    tally.close();
  }
}
