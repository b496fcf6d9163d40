package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Billing;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.TableDefinition;
import dev.messina.dynamodb.table.TableStatus;
import dev.messina.dynamodb.table.Throughput;
import dev.messina.dynamodb.table.VectorIndex;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A table as the answers describe it. */
final class TableDescription {

  private static final long WARM_READS = 12_000;
  private static final long WARM_WRITES = 4_000;

  private TableDescription() {}

  /**
   * @param member of the answer that the description is
   */
  static byte[] answer(String member, Table table, String status, Instant at) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name(member);
    write(json, table, status, at);
    return json.endObject().toBytes();
  }

  private static void write(JsonWriter json, Table table, String status, Instant at) {
    TableDefinition definition = table.definition();
    json.beginObject();
    json.name("AttributeDefinitions").beginArray();
    definition
        .attributes()
        .forEach(
            (name, type) ->
                json.beginObject()
                    .field("AttributeName", name)
                    .field("AttributeType", type.name())
                    .endObject());
    json.endArray();
    json.field("TableName", table.name());
    keySchema(json, definition.keySchema());
    json.field("TableStatus", status);
    json.field("CreationDateTime", table.identity().created());
    billing(json, definition.billing());
    json.field("TableSizeBytes", table.itemBytes());
    json.field("ItemCount", table.itemCount());
    json.field("TableArn", table.identity().arn());
    json.field("TableId", table.identity().id().toString());
    indexes(json, table, at);
    stream(json, table);
    options(json, definition);
    json.endObject();
  }

  private static void keySchema(JsonWriter json, KeySchema schema) {
    json.name("KeySchema").beginArray();
    for (KeyAttribute key : schema.attributes()) {
      json.beginObject().field("AttributeName", key.name());
      json.field("KeyType", key.equals(schema.partitionKey()) ? "HASH" : "RANGE").endObject();
    }
    json.endArray();
  }

  private static void billing(JsonWriter json, Billing billing) {
    throughput(json, billing.throughput());
    billing
        .onDemandSince()
        .ifPresent(
            since ->
                json.name("BillingModeSummary")
                    .beginObject()
                    .field("BillingMode", billing.mode())
                    .field("LastUpdateToPayPerRequestDateTime", since)
                    .endObject());
  }

  private static void throughput(JsonWriter json, Throughput throughput) {
    json.name("ProvisionedThroughput").beginObject();
    json.field("NumberOfDecreasesToday", 0);
    json.field("ReadCapacityUnits", throughput.read());
    json.field("WriteCapacityUnits", throughput.write()).endObject();
  }

  private static void indexes(JsonWriter json, Table table, Instant at) {
    for (Index.Kind kind : Index.Kind.values()) {
      List<Index> some = table.definition().indexes().of(kind);
      if (!some.isEmpty()) {
        boolean local = kind == Index.Kind.LOCAL;
        json.name(local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes").beginArray();
        some.forEach(index -> index(json, table, index, at));
        json.endArray();
      }
    }
    List<VectorIndex> vector = table.definition().indexes().vector();
    if (!vector.isEmpty()) {
      json.name("VectorIndexes").beginArray();
      vector.forEach(index -> vectorIndex(json, table, index, at));
      json.endArray();
    }
  }

  private static void index(JsonWriter json, Table table, Index index, Instant at) {
    json.beginObject().field("IndexName", index.name());
    keySchema(json, index.keySchema());
    json.name("Projection").beginObject();
    json.field("ProjectionType", index.projection().type());
    if (!index.projection().nonKeyAttributes().isEmpty()) {
      json.name("NonKeyAttributes").beginArray();
      index.projection().nonKeyAttributes().forEach(json::string);
      json.endArray();
    }
    json.endObject();
    if (index.isGlobal()) {
      json.field("IndexStatus", indexStatus(table, at));
      throughput(json, index.throughput());
    }
    sizes(json, table, index.name());
    json.endObject();
  }

  private static void vectorIndex(JsonWriter json, Table table, VectorIndex index, Instant at) {
    json.beginObject();
    index.description().forEach((member, value) -> json.name(member).tree(value));
    json.field("IndexStatus", indexStatus(table, at));
    sizes(json, table, index.name());
    json.endObject();
  }

  /** Counted as on AWS: every few hours, so not yet. */
  private static void sizes(JsonWriter json, Table table, String index) {
    json.field("IndexSizeBytes", 0).field("ItemCount", 0);
    json.field("IndexArn", table.identity().arn() + "/index/" + index);
  }

  private static String indexStatus(Table table, Instant at) {
    TableStatus status = table.lifecycle().status(at);
    return switch (status) {
      case CREATING, DELETING, UPDATING -> status.name();
      default -> TableStatus.ACTIVE.name();
    };
  }

  private static void stream(JsonWriter json, Table table) {
    table.stream()
        .ifPresent(
            stream -> {
              json.name("StreamSpecification").beginObject().field("StreamEnabled", true);
              json.field("StreamViewType", stream.source().viewType().name()).endObject();
            });
    table
        .latestStream()
        .ifPresent(
            stream -> {
              json.field("LatestStreamLabel", stream.label());
              json.field("LatestStreamArn", stream.arn());
            });
  }

  private static void options(JsonWriter json, TableDefinition definition) {
    Map<String, Object> options = definition.options();
    json.field("DeletionProtectionEnabled", definition.isDeletionProtected());
    if (options.get("TableClass") instanceof String name) {
      json.name("TableClassSummary").beginObject().field("TableClass", name).endObject();
    }
    if (options.get("OnDemandThroughput") instanceof Map<?, ?> throughput) {
      json.name("OnDemandThroughput").tree(throughput);
    }
    if (options.get("SSESpecification") instanceof Map<?, ?> encryption
        && Boolean.TRUE.equals(encryption.get("Enabled"))) {
      json.name("SSEDescription").beginObject().field("Status", "ENABLED");
      json.field("SSEType", "KMS");
      if (encryption.get("KMSMasterKeyId") instanceof String key) {
        json.field("KMSMasterKeyArn", key);
      }
      json.endObject();
    }
    warmThroughput(json, definition);
  }

  private static void warmThroughput(JsonWriter json, TableDefinition definition) {
    Map<?, ?> given =
        definition.options().get("WarmThroughput") instanceof Map<?, ?> units ? units : Map.of();
    Billing billing = definition.billing();
    long reads = billing.isProvisioned() ? billing.throughput().read() : WARM_READS;
    long writes = billing.isProvisioned() ? billing.throughput().write() : WARM_WRITES;
    json.name("WarmThroughput").beginObject();
    json.field("ReadUnitsPerSecond", units(given, "ReadUnitsPerSecond", reads));
    json.field("WriteUnitsPerSecond", units(given, "WriteUnitsPerSecond", writes));
    json.field("Status", "ACTIVE").endObject();
  }

  private static long units(Map<?, ?> given, String member, long otherwise) {
    return given.get(member) instanceof Number number ? number.longValue() : otherwise;
  }
}
