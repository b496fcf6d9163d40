package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.table.Tables;

/** Puts an item, in the place of another with its key if there is one. */
public final class PutItem implements Operation {

  private final Tables tables;

  public PutItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    return WholeWrite.answer(tables, call, "Item", PendingWrite::put);
  }
}
