package dev.messina.dynamodb.api.table;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes tags from a table. */
public final class UntagResource implements Operation {

  private final Tables tables;

  public UntagResource(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    Table table = Tags.resource(tables, request, call.at()).orElseThrow(Tables::notFound);
    new Constraints().required(request, "TagKeys").check();
    return table.locked(
        () -> {
          Map<String, String> tags = new LinkedHashMap<>(table.tags());
          request.texts("TagKeys").orElse(List.of()).forEach(tags::remove);
          table.tags(tags);
          return new byte[0];
        });
  }
}
