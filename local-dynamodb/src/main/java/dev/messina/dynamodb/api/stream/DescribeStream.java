package dev.messina.dynamodb.api.stream;

import static dev.messina.dynamodb.error.ErrorType.LIMIT_EXCEEDED;
import static dev.messina.dynamodb.error.ErrorType.RESOURCE_NOT_FOUND;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.ListPage;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.ListedShard;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.stream.TableStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Describes a stream and lists its shards in pages, all or the children of one. */
final class DescribeStream implements Operation {

  private static final long MOST = 100;

  private final Streams streams;
  private final CallRate rate = new CallRate();

  DescribeStream(Streams streams) {
    this.streams = streams;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    Optional<Parameters> filter = request.object("ShardFilter");
    check(request, filter);
    String arn = StreamArns.checked(request.text("StreamArn").orElseThrow(), "StreamArn");
    slowDown(call.at());
    TableStream stream = streams.get(arn, call.at());
    List<ListedShard> shards = stream.shards(call.at());
    ListPage<ListedShard> page =
        ListPage.of(
            filter
                .map(only -> children(shards, only.text("ShardId").orElseThrow()))
                .orElse(shards)
                .stream(),
            ListedShard::id,
            request.text("ExclusiveStartShardId"),
            request.number("Limit").orElse(MOST).intValue());
    JsonWriter json = new JsonWriter().beginObject().name("StreamDescription").beginObject();
    describe(json, stream, call.at());
    list(json, page);
    return json.endObject().endObject().toBytes();
  }

  private static void check(Parameters request, Optional<Parameters> filter) {
    Constraints constraints =
        new Constraints()
            .required(request, "StreamArn")
            .atLeast(request, "Limit", "limit", 1)
            .atMost(request, "Limit", "limit", MOST);
    StreamArns.constrain(constraints, request, "StreamArn", "streamArn");
    ShardIds.constrain(constraints, request, "ExclusiveStartShardId", "exclusiveStartShardId");
    filter.ifPresent(
        only -> {
          constraints
              .required(only, "Type", "shardFilter.type")
              .oneOf(only, "Type", "shardFilter.type", List.of("CHILD_SHARDS"))
              .required(only, "ShardId", "shardFilter.shardId");
          ShardIds.constrain(constraints, only, "ShardId", "shardFilter.shardId");
        });
    constraints.check();
  }

  private void slowDown(Instant at) {
    int most = streams.settings().listing().callsPerSecond();
    if (most > 0 && !rate.take(at, most)) {
      throw new ApiException(
          LIMIT_EXCEEDED, "Rate exceeded: DescribeStream takes " + most + " calls a second");
    }
  }

  /** A shard that has left the list can have children in it. */
  private static List<ListedShard> children(List<ListedShard> shards, String parent) {
    List<ListedShard> children =
        shards.stream().filter(shard -> shard.parent().stream().anyMatch(parent::equals)).toList();
    if (children.isEmpty() && shards.stream().noneMatch(shard -> shard.id().equals(parent))) {
      throw new ApiException(
          RESOURCE_NOT_FOUND, "Requested resource not found: Shard: " + parent + " not found");
    }
    return children;
  }

  private static void describe(JsonWriter json, TableStream stream, Instant at) {
    json.field("StreamArn", stream.arn());
    json.field("StreamLabel", stream.label());
    json.field("StreamStatus", stream.status(at).name());
    json.field("StreamViewType", stream.source().viewType().name());
    json.field("CreationRequestDateTime", stream.created());
    json.field("TableName", stream.source().tableName());
    KeySchema schema = stream.source().keySchema();
    json.name("KeySchema").beginArray();
    for (KeyAttribute key : schema.attributes()) {
      json.beginObject().field("AttributeName", key.name());
      json.field("KeyType", key.equals(schema.partitionKey()) ? "HASH" : "RANGE").endObject();
    }
    json.endArray();
  }

  private static void list(JsonWriter json, ListPage<ListedShard> page) {
    json.name("Shards").beginArray();
    for (ListedShard shard : page.items()) {
      json.beginObject().field("ShardId", shard.id());
      json.name("SequenceNumberRange").beginObject();
      json.field("StartingSequenceNumber", shard.starting().toString());
      shard.ending().ifPresent(last -> json.field("EndingSequenceNumber", last.toString()));
      json.endObject();
      shard.parent().ifPresent(parent -> json.field("ParentShardId", parent));
      json.endObject();
    }
    json.endArray();
    page.last().ifPresent(last -> json.field("LastEvaluatedShardId", last));
  }
}
