package dev.messina.record;

import static dev.messina.record.ChangeRecordSchema.ENVELOPE_SCHEMA;
import static dev.messina.record.ChangeRecordSchema.SOURCE_SCHEMA;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/** Writes change records in the shape of {@link ChangeRecordSchema}. Stateless. */
public final class ChangeRecordWriter {

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private ChangeRecordWriter() {}

  public static Struct value(ChangeRecord change) {
    return new Struct(ENVELOPE_SCHEMA)
        .put(Envelope.BEFORE, change.before())
        .put(Envelope.AFTER, change.after())
        .put(Envelope.SOURCE, source(change.source()))
        .put(Envelope.OPERATION, change.operation().code())
        .put(Envelope.TS_MS, change.handledNanos() / NANOS_PER_MILLI)
        .put(Envelope.TS_US, change.handledNanos() / NANOS_PER_MICRO)
        .put(Envelope.TS_NS, change.handledNanos());
  }

  /** The record's headers. A tombstone after a delete carries the same ones. */
  public static Headers headers(ChangeRecord change) {
    Headers headers = new ConnectHeaders();
    WriteTimestampHeader.add(headers, change.source().writeTimestampMicros());
    headers.addString(ChangeRecordSchema.OPERATION_HEADER, change.operation().code());
    ChangeFacts facts = change.source().facts();
    if (facts.hasBinaryKey()) {
      facts.keyTexts().forEach(text -> headers.addString(ChangeRecordSchema.KEY_HEADER, text));
    }
    return headers;
  }

  private static Struct source(ChangeSource source) {
    Struct struct =
        new Struct(SOURCE_SCHEMA)
            .put(Source.VERSION, source.connectorVersion())
            .put(Source.CONNECTOR_FIELD, ChangeRecordSchema.CONNECTOR)
            .put(Source.NAME, source.name())
            .put(Source.TS_MS, source.changeTimeMicros() / 1_000)
            .put(Source.TS_US, source.changeTimeMicros())
            .put(Source.TS_NS, source.changeTimeMicros() * NANOS_PER_MICRO)
            .put(Source.REGION, source.region())
            .put(Source.TABLE, source.table())
            .put(Source.RECORD_VERSION_FIELD, ChangeRecordSchema.RECORD_VERSION)
            .put(Source.EPOCH_US, source.epochMicros())
            .put(Source.WRITE_TS_US, source.writeTimestampMicros());
    putFacts(struct, source.facts());
    if (source.position() instanceof ChangeSource.ScanSegment scan) {
      return struct
          .put(Source.SNAPSHOT, "true")
          .put(Source.TTL, false)
          .put(Source.SEGMENT, scan.segment())
          .put(Source.TOTAL_SEGMENTS, scan.totalSegments());
    }
    ChangeSource.StreamShard stream = (ChangeSource.StreamShard) source.position();
    return struct
        .put(Source.SNAPSHOT, "false")
        .put(Source.STREAM, stream.stream())
        .put(Source.SHARD, stream.shard())
        .put(Source.SEQUENCE, stream.sequence())
        .put(Source.EVENT_ID, stream.eventId())
        .put(Source.TTL, stream.deletedByTtl())
        .put(Source.USER_IDENTITY, stream.userIdentity());
  }

  /** What is not said stays null, as in records of before. */
  private static void putFacts(Struct struct, ChangeFacts facts) {
    if (!facts.key().isEmpty()) {
      struct.put(Source.KEY, facts.keyTexts());
    }
    if (facts.beforeImages() != null) {
      struct.put(Source.BEFORE_IMAGES, facts.beforeImages().word());
    }
    if (facts.readAgain()) {
      struct.put(Source.READ_AGAIN, true);
    }
  }

  /** Looking a field up by its name for each record would cost more than putting it. */
  private static final class Envelope {
    private static final Field BEFORE = ENVELOPE_SCHEMA.field(ChangeRecordSchema.BEFORE);
    private static final Field AFTER = ENVELOPE_SCHEMA.field(ChangeRecordSchema.AFTER);
    private static final Field SOURCE = ENVELOPE_SCHEMA.field(ChangeRecordSchema.SOURCE);
    private static final Field OPERATION = ENVELOPE_SCHEMA.field(ChangeRecordSchema.OPERATION);
    private static final Field TS_MS = ENVELOPE_SCHEMA.field(ChangeRecordSchema.TS_MS);
    private static final Field TS_US = ENVELOPE_SCHEMA.field(ChangeRecordSchema.TS_US);
    private static final Field TS_NS = ENVELOPE_SCHEMA.field(ChangeRecordSchema.TS_NS);
  }

  private static final class Source {
    private static final Field VERSION = SOURCE_SCHEMA.field(ChangeRecordSchema.VERSION);
    private static final Field CONNECTOR_FIELD =
        SOURCE_SCHEMA.field(ChangeRecordSchema.CONNECTOR_FIELD);
    private static final Field NAME = SOURCE_SCHEMA.field(ChangeRecordSchema.NAME);
    private static final Field TS_MS = SOURCE_SCHEMA.field(ChangeRecordSchema.TS_MS);
    private static final Field TS_US = SOURCE_SCHEMA.field(ChangeRecordSchema.TS_US);
    private static final Field TS_NS = SOURCE_SCHEMA.field(ChangeRecordSchema.TS_NS);
    private static final Field REGION = SOURCE_SCHEMA.field(ChangeRecordSchema.REGION);
    private static final Field TABLE = SOURCE_SCHEMA.field(ChangeRecordSchema.TABLE);
    private static final Field RECORD_VERSION_FIELD =
        SOURCE_SCHEMA.field(ChangeRecordSchema.RECORD_VERSION_FIELD);
    private static final Field EPOCH_US = SOURCE_SCHEMA.field(ChangeRecordSchema.EPOCH_US);
    private static final Field WRITE_TS_US = SOURCE_SCHEMA.field(ChangeRecordSchema.WRITE_TS_US);
    private static final Field SNAPSHOT = SOURCE_SCHEMA.field(ChangeRecordSchema.SNAPSHOT);
    private static final Field TTL = SOURCE_SCHEMA.field(ChangeRecordSchema.TTL);
    private static final Field SEGMENT = SOURCE_SCHEMA.field(ChangeRecordSchema.SEGMENT);
    private static final Field TOTAL_SEGMENTS =
        SOURCE_SCHEMA.field(ChangeRecordSchema.TOTAL_SEGMENTS);
    private static final Field STREAM = SOURCE_SCHEMA.field(ChangeRecordSchema.STREAM);
    private static final Field SHARD = SOURCE_SCHEMA.field(ChangeRecordSchema.SHARD);
    private static final Field SEQUENCE = SOURCE_SCHEMA.field(ChangeRecordSchema.SEQUENCE);
    private static final Field EVENT_ID = SOURCE_SCHEMA.field(ChangeRecordSchema.EVENT_ID);
    private static final Field USER_IDENTITY =
        SOURCE_SCHEMA.field(ChangeRecordSchema.USER_IDENTITY);
    private static final Field KEY = SOURCE_SCHEMA.field(ChangeRecordSchema.KEY);
    private static final Field BEFORE_IMAGES =
        SOURCE_SCHEMA.field(ChangeRecordSchema.BEFORE_IMAGES);
    private static final Field READ_AGAIN = SOURCE_SCHEMA.field(ChangeRecordSchema.READ_AGAIN);
  }
}
