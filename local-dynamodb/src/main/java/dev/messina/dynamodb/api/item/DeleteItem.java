package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.table.Tables;

/** Deletes an item, if there is one. */
public final class DeleteItem implements Operation {

  private final Tables tables;

  public DeleteItem(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    return WholeWrite.answer(tables, call, "Key", PendingWrite::delete);
  }
}
