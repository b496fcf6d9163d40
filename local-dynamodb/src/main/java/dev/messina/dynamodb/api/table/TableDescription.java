package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;

/** A table as the answers describe it. */
final class TableDescription {

  private TableDescription() {}

  static void write(JsonWriter json, Table table) {
    json.beginObject();
    json.field("TableName", table.name());
    json.field("TableStatus", "ACTIVE");
    json.field("TableArn", table.identity().arn());
    json.field("TableId", table.identity().id().toString());
    json.field("CreationDateTime", table.identity().created());
    json.field("ItemCount", table.items().size());
    keySchema(json, table.keySchema());
    table.stream()
        .ifPresent(
            stream -> {
              json.name("StreamSpecification").beginObject().field("StreamEnabled", true);
              json.field("StreamViewType", stream.source().viewType().name()).endObject();
              json.field("LatestStreamLabel", stream.label());
              json.field("LatestStreamArn", stream.arn());
            });
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
}
