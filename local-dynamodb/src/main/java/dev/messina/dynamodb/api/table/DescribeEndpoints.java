package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.json.JsonWriter;

/** Describes the endpoint of the region that was asked. */
public final class DescribeEndpoints implements Operation {

  private static final long CACHE_MINUTES = 1_440;

  @Override
  public byte[] answer(Call call) {
    return new JsonWriter()
        .beginObject()
        .name("Endpoints")
        .beginArray()
        .beginObject()
        .field("Address", "dynamodb." + call.region() + ".amazonaws.com")
        .field("CachePeriodInMinutes", CACHE_MINUTES)
        .endObject()
        .endArray()
        .endObject()
        .toBytes();
  }
}
