package dev.messina.transforms;

import dev.messina.plugin.PluginVersion;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeSource;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * True for deletes that DynamoDB has made itself because the item's time to live was over. Only a
 * change record says so: after {@link ItemToRow} it is always false.
 */
public final class IsTtlExpiry<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

  /** What the predicate does, for lists of plugins. */
  public static final String OVERVIEW_DOC =
      "True for deletes by DynamoDB's time to live; works on change records, so use it before"
          + " ItemToRow.";

  @Override
  public boolean test(R record) {
    return ChangeRecordReader.isChangeRecord(record)
        && ChangeRecordReader.read(record).source().position()
            instanceof ChangeSource.StreamShard shard
        && shard.deletedByTtl();
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> options) {}

  @Override
  public String version() {
    return PluginVersion.of(ItemToRow.class);
  }

  @Override
  public void close() {}
}
