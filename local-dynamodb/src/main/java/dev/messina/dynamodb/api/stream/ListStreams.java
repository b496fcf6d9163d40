package dev.messina.dynamodb.api.stream;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.stream.TableStream;
import java.util.List;
import java.util.Optional;

/** Lists the streams of all tables, or of one. */
final class ListStreams implements Operation {

  private static final String START = "ExclusiveStartStreamArn";
  private static final int MOST = 100;

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
    String start = request.text(START).map(arn -> StreamArns.checked(arn, START)).orElse("");
    Optional<String> table = request.text("TableName");
    int limit = request.number("Limit").orElse((long) MOST).intValue();
    List<TableStream> found =
        streams.all(call.at()).stream()
            .filter(stream -> stream.arn().compareTo(start) > 0)
            .filter(stream -> table.stream().allMatch(stream.source().tableName()::equals))
            .limit(limit + 1L)
            .toList();
    return answer(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
  }

  private static byte[] answer(List<TableStream> page, boolean hasMore) {
    JsonWriter json = new JsonWriter().beginObject().name("Streams").beginArray();
    for (TableStream stream : page) {
      json.beginObject()
          .field("StreamArn", stream.arn())
          .field("TableName", stream.source().tableName())
          .field("StreamLabel", stream.label())
          .endObject();
    }
    json.endArray();
    if (hasMore) {
      json.field("LastEvaluatedStreamArn", page.get(page.size() - 1).arn());
    }
    return json.endObject().toBytes();
  }
}
