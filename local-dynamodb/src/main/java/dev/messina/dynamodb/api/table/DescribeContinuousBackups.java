package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.table.Tables;

/** Describes whether a table can be restored, and exported, as it was at any second. */
public final class DescribeContinuousBackups implements Operation {

  private final Tables tables;

  public DescribeContinuousBackups(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    String name = TableNames.of(new Parameters(call.body()));
    return ContinuousBackups.answer(ContinuousBackups.table(tables, name, call.at()), call.at());
  }
}
