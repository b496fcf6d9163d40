package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.ListPage;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;

/** Lists the names of all tables, up to 100 in a page. */
public final class ListTables implements Operation {

  private static final long MOST_NAMES = 100;

  private final Tables tables;

  public ListTables(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    new Constraints()
        .atLeast(request, "Limit", "limit", 1)
        .atMost(request, "Limit", "limit", MOST_NAMES)
        .length(request, "ExclusiveStartTableName", "exclusiveStartTableName", 3, 255)
        .check();
    ListPage<String> page =
        ListPage.of(
            tables.all(call.at()).stream().map(Table::name),
            name -> name,
            request.text("ExclusiveStartTableName"),
            request.number("Limit").orElse(MOST_NAMES).intValue());
    JsonWriter json = new JsonWriter().beginObject().name("TableNames").beginArray();
    page.items().forEach(json::string);
    json.endArray();
    page.last().ifPresent(last -> json.field("LastEvaluatedTableName", last));
    return json.endObject().toBytes();
  }
}
