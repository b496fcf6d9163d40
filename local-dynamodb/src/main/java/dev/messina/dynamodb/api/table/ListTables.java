package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.List;

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
    String after = request.text("ExclusiveStartTableName").orElse("");
    long limit = request.number("Limit").orElse(MOST_NAMES);
    List<String> names =
        tables.all(call.at()).stream()
            .map(Table::name)
            .filter(name -> name.compareTo(after) > 0)
            .limit(limit + 1)
            .toList();
    List<String> page = names.subList(0, (int) Math.min(limit, names.size()));
    JsonWriter json = new JsonWriter().beginObject().name("TableNames").beginArray();
    page.forEach(json::string);
    json.endArray();
    if (names.size() > page.size()) {
      json.field("LastEvaluatedTableName", page.get(page.size() - 1));
    }
    return json.endObject().toBytes();
  }
}
