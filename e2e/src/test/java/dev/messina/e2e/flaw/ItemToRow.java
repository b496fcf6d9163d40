package dev.messina.e2e.flaw;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** The real transform, but for names, which it makes small. */
public final class ItemToRow implements Transformation<SinkRecord> {

  private final Transformation<SinkRecord> real = real();

  @SuppressWarnings("unchecked")
  private static Transformation<SinkRecord> real() {
    try {
      return (Transformation<SinkRecord>)
          Class.forName("dev.messina.transforms.ItemToRow").getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public void configure(Map<String, ?> options) {
    real.configure(options);
  }

  @Override
  public SinkRecord apply(SinkRecord record) {
    SinkRecord row = real.apply(record);
    if (!(row.value() instanceof Map<?, ?> columns)) {
      return row;
    }
    Map<Object, Object> spoiled = new HashMap<>(columns);
    spoiled.computeIfPresent("name", (name, value) -> value.toString().toLowerCase(Locale.ROOT));
    return row.newRecord(
        row.topic(),
        row.kafkaPartition(),
        row.keySchema(),
        row.key(),
        null,
        spoiled,
        row.timestamp(),
        row.headers());
  }

  @Override
  public ConfigDef config() {
    return real.config();
  }

  @Override
  public void close() {
    real.close();
  }
}
