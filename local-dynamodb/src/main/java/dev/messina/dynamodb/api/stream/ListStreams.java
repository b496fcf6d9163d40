package dev.messina.dynamodb.api.stream;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.ListPage;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.stream.TableStream;
import java.util.Optional;

/** Lists the streams of all tables, or of one. */
final class ListStreams implements Operation {

  private static final String START = "ExclusiveStartStreamArn";
  private static final long MOST = 100;

  private final Streams streams;

  ListStreams(Streams streams) {
    this.streams = streams;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    Constraints constraints =
        new Constraints()
            .atLeast(request, "Limit", "limit", 1)
            .atMost(request, "Limit", "limit", MOST);
    StreamArns.constrain(constraints, request, START, "exclusiveStartStreamArn");
    constraints.check();
    Optional<String> table = request.text("TableName");
    ListPage<TableStream> page =
        ListPage.of(
            streams.all(call.at()).stream()
                .filter(stream -> table.stream().allMatch(stream.source().tableName()::equals)),
            TableStream::arn,
            request.text(START).map(arn -> StreamArns.checked(arn, START)),
            request.number("Limit").orElse(MOST).intValue());
    JsonWriter json = new JsonWriter().beginObject().name("Streams").beginArray();
    for (TableStream stream : page.items()) {
      json.beginObject()
          .field("StreamArn", stream.arn())
          .field("TableName", stream.source().tableName())
          .field("StreamLabel", stream.label())
          .endObject();
    }
    json.endArray();
    page.last().ifPresent(last -> json.field("LastEvaluatedStreamArn", last));
    return json.endObject().toBytes();
  }
}
