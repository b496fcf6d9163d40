package dev.messina.dynamodb.api.table;

import static dev.messina.dynamodb.error.ErrorType.ACCESS_DENIED;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.Tables;

/** Lists the tags of a table. Whoever asks for a table that is not there is denied it. */
public final class ListTagsOfResource implements Operation {

  private final Tables tables;

  public ListTagsOfResource(Tables tables) {
    this.tables = tables;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    Table table =
        Tags.resource(tables, request, call.at())
            .orElseThrow(
                () ->
                    new ApiException(
                        ACCESS_DENIED,
                        "User is not authorized to perform: dynamodb:ListTagsOfResource on"
                            + " resource: "
                            + request.text("ResourceArn").orElseThrow()));
    JsonWriter json = new JsonWriter().beginObject().name("Tags").beginArray();
    table
        .tags()
        .forEach(
            (key, value) -> json.beginObject().field("Key", key).field("Value", value).endObject());
    return json.endArray().endObject().toBytes();
  }
}
