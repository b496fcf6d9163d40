package dev.messina.transforms;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.WriteTimestampHeader;
import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.transforms.TargetKeyRules.TargetKey;
import dev.messina.transforms.mapping.Mapping;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;

/** What rows carry beside their columns. */
final class RowHeaders {

  /** String: keyspace.table, if the mapping names it. */
  static final String TARGET_TABLE = "messina.target.table";

  /** String, see {@link KeyText}: the row that the item had before it moved. */
  static final String MOVED_FROM = "messina.moved.from";

  /** Int64: when the item expires, in seconds since 1970. */
  static final String EXPIRES_AT = "messina.expires.at";

  /** String: the item's own version. */
  static final String ITEM_VERSION = "messina.item.version";

  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private final Mapping mapping;

  RowHeaders(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * Some replication tools lose headers; after this transform nothing else has the write timestamp.
   */
  void restore(Headers headers, ChangeRecord change) {
    if (headers.lastWithName(WriteTimestampHeader.NAME) == null) {
      WriteTimestampHeader.add(headers, change.source().writeTimestampMicros());
    }
    if (headers.lastWithName(ChangeRecordSchema.OPERATION_HEADER) == null) {
      headers.addString(ChangeRecordSchema.OPERATION_HEADER, change.operation().code());
    }
  }

  /**
   * The write timestamp of a delete that goes without an old image: what the change itself may have
   * written at its own time stays, and everything older goes.
   */
  void setJustBefore(Headers headers, ChangeRecord change) {
    headers.remove(WriteTimestampHeader.NAME);
    WriteTimestampHeader.add(headers, change.source().writeTimestampMicros() - 1);
  }

  void addTable(Headers headers) {
    if (mapping.table() != null) {
      headers.addString(TARGET_TABLE, mapping.table());
    }
  }

  void addMovedFrom(Headers headers, Schema schema, TargetKey left) {
    headers.addString(MOVED_FROM, KeyText.of(left.struct(schema)));
  }

  /** What a row carries of its item. */
  void addOfItem(Headers headers, SourceValues values) {
    addTable(headers);
    if (mapping.expiry() != null) {
      addExpiry(headers, values.at(mapping.expiry()));
    }
    if (mapping.versionAttribute() != null) {
      Attribute version = values.at(mapping.versionAttribute());
      if (version != null && version.hasText()) {
        headers.addString(ITEM_VERSION, version.text());
      }
    }
  }

  /**
   * DynamoDB expires no item whose attribute is not a number; a fraction of a second is cut off.
   */
  private static void addExpiry(Headers headers, Attribute expiry) {
    if (expiry != null && expiry.type() == AttributeType.N) {
      BigInteger seconds = new BigDecimal(expiry.text()).toBigInteger();
      if (seconds.abs().compareTo(LONG_MAX) <= 0) {
        headers.addLong(EXPIRES_AT, seconds.longValueExact());
      }
    }
  }
}
