package dev.messina.record;

import static dev.messina.record.ChangeRecordSchema.ENVELOPE_SCHEMA;
import static dev.messina.record.ChangeRecordSchema.SOURCE_SCHEMA;

import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/** Writes change records in the shape of {@link ChangeRecordSchema}. Stateless. */
public final class ChangeRecordWriter {

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private ChangeRecordWriter() {}

  /** The record's value. */
  public static Struct value(ChangeRecord change) {
    return new Struct(ENVELOPE_SCHEMA)
        .put(ChangeRecordSchema.BEFORE, change.before())
        .put(ChangeRecordSchema.AFTER, change.after())
        .put(ChangeRecordSchema.SOURCE, source(change.source()))
        .put(ChangeRecordSchema.OPERATION, change.operation().code())
        .put(ChangeRecordSchema.TS_MS, change.handledNanos() / NANOS_PER_MILLI)
        .put(ChangeRecordSchema.TS_US, change.handledNanos() / NANOS_PER_MICRO)
        .put(ChangeRecordSchema.TS_NS, change.handledNanos());
  }

  /** The record's headers. A tombstone behind a delete carries the same ones. */
  public static Headers headers(ChangeRecord change) {
    return new ConnectHeaders()
        .addLong(ChangeRecordSchema.WRITE_TIME_HEADER, change.source().writeTimeMicros())
        .addString(ChangeRecordSchema.OPERATION_HEADER, change.operation().code());
  }

  private static Struct source(ChangeSource source) {
    Struct struct =
        new Struct(SOURCE_SCHEMA)
            .put(ChangeRecordSchema.VERSION, source.connectorVersion())
            .put(ChangeRecordSchema.CONNECTOR_FIELD, ChangeRecordSchema.CONNECTOR)
            .put(ChangeRecordSchema.NAME, source.name())
            .put(ChangeRecordSchema.TS_MS, source.changeTimeMicros() / 1_000)
            .put(ChangeRecordSchema.TS_US, source.changeTimeMicros())
            .put(ChangeRecordSchema.TS_NS, source.changeTimeMicros() * NANOS_PER_MICRO)
            .put(ChangeRecordSchema.REGION, source.region())
            .put(ChangeRecordSchema.TABLE, source.table())
            .put(ChangeRecordSchema.RECORD_VERSION_FIELD, ChangeRecordSchema.RECORD_VERSION)
            .put(ChangeRecordSchema.EPOCH_US, source.epochMicros())
            .put(ChangeRecordSchema.WRITE_TS_US, source.writeTimeMicros());
    if (source.position() instanceof ChangeSource.ScanSegment scan) {
      return struct
          .put(ChangeRecordSchema.SNAPSHOT, "true")
          .put(ChangeRecordSchema.TTL, false)
          .put(ChangeRecordSchema.SEGMENT, scan.segment())
          .put(ChangeRecordSchema.TOTAL_SEGMENTS, scan.totalSegments());
    }
    ChangeSource.StreamShard stream = (ChangeSource.StreamShard) source.position();
    return struct
        .put(ChangeRecordSchema.SNAPSHOT, "false")
        .put(ChangeRecordSchema.STREAM, stream.stream())
        .put(ChangeRecordSchema.SHARD, stream.shard())
        .put(ChangeRecordSchema.SEQUENCE, stream.sequence())
        .put(ChangeRecordSchema.EVENT_ID, stream.eventId())
        .put(ChangeRecordSchema.TTL, stream.deletedByTtl())
        .put(ChangeRecordSchema.USER_IDENTITY, stream.userIdentity());
  }
}
