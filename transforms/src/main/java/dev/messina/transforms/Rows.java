package dev.messina.transforms;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.Coordinates;
import dev.messina.transforms.item.ItemException;
import dev.messina.transforms.item.ItemReader;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;

/** Makes row records of change records under one mapping. Thread-safe. */
final class Rows<R extends ConnectRecord<R>> {

  private final Columns columns;
  private final RowKeys keys;
  private final RowSchemas schemas = new RowSchemas();

  Rows(Columns columns) {
    this.columns = columns;
    this.keys = new RowKeys(columns);
  }

  /** The row record of a change record. */
  R row(R record) {
    ChangeRecord change = ChangeRecordReader.read(record);
    try {
      RowKey key = keys.of(record);
      R row =
          change.operation() == ChangeOperation.DELETE
              ? with(record, key, null, null)
              : written(record, key, change.after());
      restoreHeaders(row.headers(), change);
      return row;
    } catch (ItemException problem) {
      throw Coordinates.of(record).error(problem.getMessage());
    }
  }

  /**
   * The record without a value, its key's attributes renamed. A key that is neither Struct nor Map
   * is not ours, and neither is a record that nothing changes.
   */
  R tombstone(R record) {
    boolean hasNames = record.key() instanceof Struct || record.key() instanceof Map;
    if (columns.areUnchanged() || !hasNames) {
      return record;
    }
    try {
      RowKey key = keys.of(record);
      return key.value().equals(record.key())
          ? record
          : with(record, key, record.valueSchema(), null);
    } catch (ItemException problem) {
      throw Coordinates.of(record).error(problem.getMessage());
    }
  }

  private R written(R record, RowKey key, String item) {
    RowCollector row = new RowCollector(columns, key);
    ItemReader.read(item, row);
    if (record.valueSchema() == null) {
      return with(record, key, null, row.map());
    }
    Struct struct = row.struct(schemas, record.topic());
    return with(record, key, struct.schema(), struct);
  }

  private R with(R record, RowKey key, Schema valueSchema, Object value) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        key.schema(),
        key.value(),
        valueSchema,
        value,
        record.timestamp());
  }

  /** Some replication tools lose headers; behind this transform nothing else has the write time. */
  private static void restoreHeaders(Headers headers, ChangeRecord change) {
    if (headers.lastWithName(ChangeRecordSchema.WRITE_TIME_HEADER) == null) {
      headers.addLong(ChangeRecordSchema.WRITE_TIME_HEADER, change.source().writeTimeMicros());
    }
    if (headers.lastWithName(ChangeRecordSchema.OPERATION_HEADER) == null) {
      headers.addString(ChangeRecordSchema.OPERATION_HEADER, change.operation().code());
    }
  }
}
