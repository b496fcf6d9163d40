package dev.messina.cli.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.record.ChangeFacts;
import dev.messina.record.ChangeFacts.BeforeImages;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordWriter;
import dev.messina.record.ChangeSource;
import dev.messina.record.json.DecimalText;
import dev.messina.transforms.ItemToRow;
import dev.messina.transforms.mapping.MappingException;
import dev.messina.transforms.mapping.MappingParser;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Runs items through the transform, each as if the snapshot had read it, and changes as if the
 * stream had brought them.
 */
public final class Preview implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of every change record, so it says nothing about the mapping. */
  private static final List<String> USUAL_HEADERS = List.of("messina.write.ts.us", "messina.op");

  private static final String TABLE_HEADER = "messina.target.table";

  private final ItemToRow<SinkRecord> transform = new ItemToRow<>();
  private final List<String> key;
  private final String source;
  private final Set<String> undropped;
  private final Optional<Tables> tables;

  /**
   * @param mapping the text of the document
   * @param key the items' key attributes
   * @param source what errors call the items' table
   * @param tables that the rows are held against; empty to hold them against none
   * @throws ConfigException if the document has mistakes
   */
  public Preview(String mapping, List<String> key, String source, Optional<Tables> tables) {
    this.tables = tables;
    this.key = List.copyOf(key);
    this.source = source;
    transform.configure(Map.of("mapping", mapping));
    this.undropped = new TreeSet<>(MappingParser.parse(mapping).drops());
  }

  /**
   * The items' key attributes, empty if the document does not say.
   *
   * @throws ConfigException if the document has mistakes
   */
  public static List<String> itemKey(String mapping) {
    try {
      return MappingParser.parse(mapping).itemKey();
    } catch (MappingException mistakes) {
      throw new ConfigException("The mapping has mistakes:\n" + mistakes.getMessage());
    }
  }

  /**
   * What becomes of an item.
   *
   * @param line where it stands in its file, from 1
   * @param text DynamoDB JSON, bare or as a line of an S3 export, {@code {"Item":{…}}}; or a
   *     change, {@code {"before":{…},"after":{…}}}, of which either may be missing or null
   */
  public Outcome of(long line, String text) {
    try {
      JsonNode item = JSON.readTree(text);
      SinkRecord row =
          transform.apply(isChange(item) ? changed(line, item) : read(line, item, text));
      return row == null ? new Outcome.Elsewhere(line) : row(line, row);
    } catch (JsonProcessingException malformed) {
      return new Outcome.Refused(
          line, "the line is not JSON near character " + malformed.getLocation().getColumnNr());
    } catch (DataException | NumberFormatException refused) {
      return new Outcome.Refused(line, refused.getMessage());
    }
  }

  /** The names in the mapping's {@code drop} that no item has had so far, in order. */
  public List<String> undropped() {
    return List.copyOf(undropped);
  }

  private SinkRecord read(long line, JsonNode item, String text) {
    JsonNode exported = item.size() == 1 ? item.path("Item") : item;
    boolean wrapped = item.size() == 1 && exported.isObject() && exported.has(key.get(0));
    return wrapped
        ? record(line, exported, ChangeOperation.SNAPSHOT, null, exported.toString())
        : record(line, item, ChangeOperation.SNAPSHOT, null, text);
  }

  /** An item has its key; a change has its images. */
  private boolean isChange(JsonNode line) {
    return !line.has(key.get(0)) && (image(line, "before") != null || image(line, "after") != null);
  }

  private SinkRecord changed(long line, JsonNode change) {
    JsonNode before = image(change, "before");
    JsonNode after = image(change, "after");
    ChangeOperation operation =
        after == null
            ? ChangeOperation.DELETE
            : before == null ? ChangeOperation.CREATE : ChangeOperation.UPDATE;
    return record(
        line,
        after == null ? before : after,
        operation,
        before == null ? null : before.toString(),
        after == null ? null : after.toString());
  }

  private static JsonNode image(JsonNode change, String name) {
    return change.path(name).isObject() ? change.get(name) : null;
  }

  private SinkRecord record(
      long line, JsonNode item, ChangeOperation operation, String before, String after) {
    item.fieldNames().forEachRemaining(undropped::remove);
    Struct itemKey = key(item);
    ChangeSource.Position position =
        operation == ChangeOperation.SNAPSHOT
            ? new ChangeSource.ScanSegment(0, 1)
            : new ChangeSource.StreamShard("preview", source, "0", "0", false, null);
    BeforeImages images = operation == ChangeOperation.SNAPSHOT ? null : BeforeImages.FULL;
    ChangeSource from =
        new ChangeSource(
            "preview",
            source,
            "none",
            source,
            0,
            0,
            0,
            position,
            new ChangeFacts(List.of(), images, false));
    ChangeRecord change = new ChangeRecord(operation, before, after, from, 0);
    Struct value = ChangeRecordWriter.value(change);
    SinkRecord record =
        new SinkRecord(
            source,
            0,
            itemKey.schema(),
            itemKey,
            value.schema(),
            value,
            line,
            0L,
            TimestampType.CREATE_TIME);
    ChangeRecordWriter.headers(change).forEach(record.headers()::add);
    return record;
  }

  private Struct key(JsonNode item) {
    SchemaBuilder schema = SchemaBuilder.struct().name(source + ".Key");
    for (String attribute : key) {
      boolean binary = item.path(attribute).has("B");
      schema.field(attribute, binary ? Schema.BYTES_SCHEMA : Schema.STRING_SCHEMA);
    }
    Struct struct = new Struct(schema.build());
    for (String attribute : key) {
      struct.put(attribute, value(attribute, item.path(attribute)));
    }
    return struct;
  }

  private static Object value(String attribute, JsonNode typed) {
    if (typed.has("S")) {
      return typed.get("S").asText();
    }
    if (typed.has("N")) {
      return DecimalText.canonical(typed.get("N").asText());
    }
    if (typed.has("B")) {
      return Base64.getDecoder().decode(typed.get("B").asText());
    }
    throw new DataException(
        "The item has no S, N or B in its key attribute '"
            + attribute
            + "'; say which attributes are the key with --key or the mapping's 'item_key'.");
  }

  private Outcome row(long line, SinkRecord row) {
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    String table = null;
    for (Header header : row.headers()) {
      if (header.key().equals(TABLE_HEADER)) {
        table = (String) header.value();
      } else if (!USUAL_HEADERS.contains(header.key())) {
        headers.set(header.key(), RowValues.json(header.value()));
      }
    }
    if (tables.isPresent()) {
      List<String> problems = tables.get().of(table).problems(row.key(), row.value());
      if (!problems.isEmpty()) {
        return new Outcome.Refused(line, String.join("; ", problems));
      }
    }
    if (row.value() == null) {
      return new Outcome.Deleted(line, table, (ObjectNode) RowValues.json(row.key()));
    }
    return new Outcome.Row(
        line,
        table,
        (ObjectNode) RowValues.json(row.key()),
        (ObjectNode) RowValues.json(row.value()),
        headers);
  }

  @Override
  public void close() {
    transform.close();
  }
}
