package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.json.JsonWriter;

/** Describes the default quotas of an account, none of which is enforced. */
public final class DescribeLimits implements Operation {

  private static final long ACCOUNT = 80_000;
  private static final long TABLE = 40_000;

  @Override
  public byte[] answer(Call call) {
    return new JsonWriter()
        .beginObject()
        .field("AccountMaxReadCapacityUnits", ACCOUNT)
        .field("AccountMaxWriteCapacityUnits", ACCOUNT)
        .field("TableMaxReadCapacityUnits", TABLE)
        .field("TableMaxWriteCapacityUnits", TABLE)
        .endObject()
        .toBytes();
  }
}
