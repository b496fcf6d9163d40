package dev.messina.transforms;

import dev.messina.plugin.PluginVersion;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeRecordSchema;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * True for items as the snapshot found them, before {@link ItemToRow} and after it: the header
 * {@code messina.op} tells, and without it the change record.
 */
public final class IsSnapshot<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

  /** What the predicate does, for lists of plugins. */
  public static final String OVERVIEW_DOC =
      "True for items that the snapshot has read, false for changes that the stream has brought.";

  @Override
  public boolean test(R record) {
    Header operation = record.headers().lastWithName(ChangeRecordSchema.OPERATION_HEADER);
    if (operation != null) {
      return ChangeOperation.SNAPSHOT.code().equals(operation.value());
    }
    return ChangeRecordReader.isChangeRecord(record)
        && ChangeRecordReader.read(record).operation() == ChangeOperation.SNAPSHOT;
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
