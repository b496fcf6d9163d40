package dev.messina.verification.expect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetTable;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Says which row an item must have in one table. Thread-safe as far as the transforms are. */
public final class Expectation implements AutoCloseable {

  private static final String MOVED_FROM = "messina.moved.from";
  private static final String KEY_TEXT = "key:";
  private static final String EXPIRES_AT = "messina.expires.at";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};

  private final TransformChain chain;
  private final ChangeForm form;
  private final Columns columns;
  private final TargetRoute route;
  private final String table;
  private final boolean expires;
  private final boolean merges;

  /**
   * @throws IllegalArgumentException if the sink's options cannot be followed here
   */
  public Expectation(Deployed sink, ChangeForm form, TargetTable target) {
    this.chain = new TransformChain(sink);
    this.form = form;
    this.columns = new Columns(target.columnTypes(), sink);
    this.route = new TargetRoute(sink);
    this.table = target.name();
    this.expires = sink.text("expiry.mode", "ttl").equalsIgnoreCase("ttl");
    this.merges = sink.text("write.mode", "replace").equalsIgnoreCase("merge");
  }

  /** The row of an item. */
  public Expected of(ItemKey key, Map<String, AttributeValue> item) {
    try {
      return transformed(form.read(key, item)).map(this::row).orElseGet(Expected.None::new);
    } catch (KafkaException refused) {
      return new Expected.Unwritable(Optional.empty(), withoutCoordinates(refused));
    } catch (UnwritableException unfit) {
      return new Expected.Unwritable(Optional.empty(), unfit.getMessage());
    }
  }

  private Expected row(SinkRecord record) {
    RowKey key = columns.key(map(record.key()));
    try {
      return new Expected.Row(key, columns.values(map(record.value())), expiry(record), merges);
    } catch (UnwritableException unfit) {
      return new Expected.Unwritable(Optional.of(key), unfit.getMessage());
    }
  }

  /** The key of the row that an item has, or would have if it could be written. */
  public Optional<RowKey> rowKeyOf(ItemKey item, Expected expected) {
    if (expected instanceof Expected.Row row) {
      return Optional.of(row.key());
    }
    return expected instanceof Expected.Unwritable unwritable
        ? unwritable.key().or(() -> rowOfKeyAlone(item))
        : Optional.empty();
  }

  /** The row of an item's key, whatever else the item holds; empty if the key does not tell it. */
  public Optional<RowKey> rowOfKeyAlone(ItemKey key) {
    try {
      return transformed(form.deleted(key)).map(record -> columns.key(map(record.key())));
    } catch (KafkaException | UnwritableException notByKeyAlone) {
      return Optional.empty();
    }
  }

  /**
   * The rows that a change touches: the one that it writes or deletes, and one that it leaves.
   *
   * @param value the change's envelope as it stands on the topic; null for a tombstone
   */
  public Set<RowKey> touchedBy(
      Map<String, Object> key, Map<String, Object> value, String operation) {
    Set<RowKey> touched = new LinkedHashSet<>();
    try {
      transformed(form.record(key, value, operation))
          .ifPresent(record -> addTouched(record, touched));
    } catch (KafkaException | UnwritableException refused) {
      // The sink refuses it too: what becomes of its item is seen when the item is read.
      return touched;
    }
    return touched;
  }

  private void addTouched(SinkRecord record, Set<RowKey> touched) {
    Header left = record.headers().lastWithName(MOVED_FROM);
    if (left != null && left.value().toString().startsWith(KEY_TEXT)) {
      touched.add(columns.key(leftKey(left.value().toString().substring(KEY_TEXT.length()))));
    }
    touched.add(columns.key(map(record.key())));
  }

  private static Map<String, Object> leftKey(String json) {
    try {
      Map<String, Object> key = JSON.readValue(json, ROW);
      key.replaceAll(
          (name, value) ->
              value instanceof Map<?, ?> bytes
                  ? Base64.getDecoder().decode(bytes.get("base64").toString())
                  : value);
      return key;
    } catch (JsonProcessingException malformed) {
      throw new UnwritableException("the key of the row that was left is not JSON");
    }
  }

  private Optional<SinkRecord> transformed(SinkRecord record) {
    return chain.apply(record).filter(row -> route.of(row).equals(table));
  }

  private OptionalLong expiry(SinkRecord record) {
    Header header = expires ? record.headers().lastWithName(EXPIRES_AT) : null;
    return header == null || header.value() == null
        ? OptionalLong.empty()
        : OptionalLong.of(((Number) header.value()).longValue());
  }

  private static Map<String, Object> map(Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      throw new UnwritableException("what the transforms leave is no row, but a value of its own");
    }
    Map<String, Object> row = new HashMap<>();
    map.forEach((name, value) -> row.put((String) name, value));
    return row;
  }

  /** Of a transform's message; the coordinates are those of a record that there is not. */
  private static String withoutCoordinates(KafkaException refused) {
    String message = String.valueOf(refused.getMessage());
    int item = message.indexOf("an item of table");
    return item < 0 ? message : message.substring(item);
  }

  @Override
  public void close() {
    chain.close();
  }
}
