package dev.messina.dynamodb.api.stream;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.StreamRecord;
import dev.messina.dynamodb.stream.StreamSource;
import java.util.HexFormat;

/** Writes the records of one shard as GetRecords answers them. */
final class RecordWriter {

  private static final int REGION_IN_ARN = 3;
  private static final long SECOND = 1000;
  private static final int AROUND = 400;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final String region;
  private final String viewType;
  private final long seed;

  RecordWriter(StreamSource source, String shardId) {
    this.region = source.tableArn().split(":", -1)[REGION_IN_ARN];
    this.viewType = source.viewType().name();
    this.seed = MIX * (31L * source.tableArn().hashCode() + shardId.hashCode());
  }

  /** How long a record's text will be, more or less. */
  static int length(StreamRecord record) {
    return AROUND + record.keys().length + length(record.before()) + length(record.after());
  }

  void write(JsonWriter json, StreamRecord record) {
    json.beginObject();
    json.field("eventID", eventId(record));
    json.field("eventName", record.name().name());
    json.field("eventVersion", "1.1");
    json.field("eventSource", "aws:dynamodb");
    json.field("awsRegion", region);
    json.name("dynamodb").beginObject();
    json.field("ApproximateCreationDateTime", Math.floorDiv(record.at(), SECOND));
    json.name("Keys").raw(record.keys());
    image(json, "NewImage", record.after());
    image(json, "OldImage", record.before());
    json.field("SequenceNumber", record.sequence().toString());
    json.field("SizeBytes", record.size());
    json.field("StreamViewType", viewType);
    json.endObject();
    if (record.by() != null) {
      json.name("userIdentity").beginObject();
      json.field("PrincipalId", record.by().principalId());
      json.field("Type", record.by().type()).endObject();
    }
    json.endObject();
  }

  private static void image(JsonWriter json, String name, Item image) {
    if (image != null) {
      json.name(name).raw(image.json());
    }
  }

  /** The same at every reading, and another for every record. */
  private String eventId(StreamRecord record) {
    HexFormat hex = HexFormat.of();
    long high = mixed(seed + record.sequence().head());
    return hex.toHexDigits(high) + hex.toHexDigits(mixed(high ^ record.sequence().tail()));
  }

  private static long mixed(long bits) {
    long half = (bits ^ (bits >>> 32)) * MIX;
    return (half ^ (half >>> 29)) * MIX;
  }

  private static int length(Item image) {
    return image == null ? 0 : image.json().length;
  }
}
