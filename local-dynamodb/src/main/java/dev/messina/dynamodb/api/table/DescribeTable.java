package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ErrorType.RESOURCE_NOT_FOUND;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.api.request.TableNames;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.time.Instant;

/** Describes a table. */
public final class DescribeTable implements Operation {

  private final Tables tables;

  public DescribeTable(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    String name = TableNames.of(new Parameters(call.body()));
    Table table = existing(tables, name, call.at());
    return TableDescription.answer(
        "Table", table, table.lifecycle().status(call.at()).name(), call.at());
  }

  /** A table in whatever status. */
  static Table existing(Tables tables, String name, Instant at) {
    return tables
        .find(name, at)
        .orElseThrow(
            () ->
                new ApiException(
                    RESOURCE_NOT_FOUND,
                    "Requested resource not found: Table: " + name + " not found"));
  }
}
