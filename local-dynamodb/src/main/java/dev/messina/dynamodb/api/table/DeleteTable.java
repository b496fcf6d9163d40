package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ApiException.validation;
import static dev.messina.dynamodb.error.ErrorType.RESOURCE_IN_USE;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.TableStatus;
import dev.messina.dynamodb.table.Tables;

/** Deletes a table with all its items. Its stream stays readable for 24 hours. */
public final class DeleteTable implements Operation {

  private final Tables tables;

  public DeleteTable(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    String name = TableNames.of(new Parameters(call.body()));
    Table table = DescribeTable.existing(tables, name, call.at());
    TableStatus status = table.lifecycle().status(call.at());
    if (status == TableStatus.CREATING || status == TableStatus.UPDATING) {
      throw new ApiException(
          RESOURCE_IN_USE,
          "Attempt to change a resource which is still in use: Table is being "
              + (status == TableStatus.CREATING ? "created" : "updated")
              + ": "
              + name);
    }
    if (table.definition().isDeletionProtected()) {
      throw validation(
          "Resource cannot be deleted as it is currently protected against deletion. Disable"
              + " deletion protection first.");
    }
    table.locked(
        () -> {
          table.switchOff(call.at());
          table.lifecycle().enter(TableStatus.DELETING, call.at());
          return null;
        });
    tables.settle(name, call.at());
    return TableDescription.answer("TableDescription", table, "DELETING", call.at());
  }
}
