package dev.messina.verification.reverse.flaw;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** The real transform, with a fault. What it makes is a sound row, and not the item's. */
public final class ItemToRow implements Transformation<SinkRecord> {

  private static final Map<String, UnaryOperator<Map<String, Object>>> FAULTS =
      Map.of(
          "rounds", row -> with(row, "total", Double.toString(number(row.get("total")))),
          "trims", row -> with(row, "note", row.get("note").toString().strip()),
          "swaps", row -> with(with(row, "note", row.get("sort")), "sort", row.get("note")),
          "forgets", row -> with(row, "note", null),
          "invents", row -> with(row, "extra", "x"),
          "shortens", row -> with(row, "more", "{\"a\":1}"),
          "mixes", row -> with(row, "tags", java.util.List.of("a")));

  private final Transformation<SinkRecord> real = real();
  private UnaryOperator<Map<String, Object>> fault = row -> row;
  private boolean spoilsKey;

  @SuppressWarnings("unchecked")
  private static Transformation<SinkRecord> real() {
    try {
      return (Transformation<SinkRecord>)
          Class.forName("dev.messina.transforms.ItemToRow").getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static double number(Object text) {
    return Double.parseDouble(text.toString());
  }

  private static Map<String, Object> with(Map<String, Object> row, String column, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(row);
    changed.put(column, value);
    return changed;
  }

  @Override
  public void configure(Map<String, ?> options) {
    Map<String, Object> left = new LinkedHashMap<>(options);
    String name = String.valueOf(left.remove("fault"));
    spoilsKey = name.equals("spoils the key");
    fault = FAULTS.getOrDefault(name, row -> row);
    real.configure(left);
  }

  @Override
  @SuppressWarnings("unchecked")
  public SinkRecord apply(SinkRecord record) {
    SinkRecord row = real.apply(record);
    Map<String, Object> key = (Map<String, Object>) row.key();
    return row.newRecord(
        row.topic(),
        row.kafkaPartition(),
        null,
        spoilsKey
            ? with(key, "pk", key.get("pk").toString().toLowerCase(java.util.Locale.ROOT))
            : key,
        null,
        row.value() == null ? null : fault.apply((Map<String, Object>) row.value()),
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
