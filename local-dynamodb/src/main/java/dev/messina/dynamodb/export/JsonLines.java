package dev.messina.dynamodb.export;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.KeyJson;

/** Lines as DynamoDB JSON. */
final class JsonLines implements LineFormat {

  private static final int AROUND = 16;

  private final KeyJson keys;

  JsonLines(KeySchema schema) {
    this.keys = new KeyJson(schema);
  }

  @Override
  public byte[] item(Item item) {
    return new JsonWriter(item.json().length + AROUND)
        .beginObject()
        .name("Item")
        .raw(item.json())
        .endObject()
        .toBytes();
  }

  @Override
  public byte[] change(NetChange change, boolean withOldImage) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("Metadata").beginObject().name("WriteTimestampMicros").beginObject();
    json.field("N", Long.toString(change.micros()));
    json.endObject().endObject();
    json.name("Keys").raw(keys.of(change.any()));
    if (withOldImage && change.before() != null) {
      json.name("OldImage").raw(change.before().json());
    }
    if (change.after() != null) {
      json.name("NewImage").raw(change.after().json());
    }
    return json.endObject().toBytes();
  }
}
