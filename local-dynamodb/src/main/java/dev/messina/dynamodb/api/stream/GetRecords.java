package dev.messina.dynamodb.api.stream;

import dev.messina.dynamodb.api.Call;
import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.api.request.Constraints;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.json.JsonWriter;
import dev.messina.dynamodb.stream.RecordPage;
import dev.messina.dynamodb.stream.ShardIterators;
import dev.messina.dynamodb.stream.StreamRecord;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.stream.TableStream;
import dev.messina.dynamodb.table.Tables;

/** Reads a page of a shard. */
final class GetRecords implements Operation {

  private static final int MOST = 1000;
  private static final int LONGEST_ITERATOR = 2048;
  private static final int AROUND = 512;

  private final Tables tables;
  private final Streams streams;

  GetRecords(Tables tables, Streams streams) {
    this.tables = tables;
    this.streams = streams;
  }

  @Override
  public byte[] answer(Call call) {
    Parameters request = new Parameters(call.body());
    new Constraints()
        .required(request, "ShardIterator")
        .length(request, "ShardIterator", "shardIterator", 1, LONGEST_ITERATOR)
        .atLeast(request, "Limit", "limit", 1)
        .atMost(request, "Limit", "limit", MOST)
        .check();
    ShardIterators.Target target =
        streams.iterators().resolve(request.text("ShardIterator").orElseThrow(), call.at());
    TableStream stream = streams.get(target.streamArn(), call.at());
    tables.settle(stream.source().tableName(), call.at());
    int limit = request.number("Limit").orElse((long) MOST).intValue();
    RecordPage page = stream.read(target.shardId(), target.position(), limit, call.at());
    RecordWriter writer =
        new RecordWriter(stream.source(), target.shardId(), streams.settings().replicated());
    JsonWriter json = new JsonWriter(length(page)).beginObject();
    page.next()
        .ifPresent(
            next ->
                json.field(
                    "NextShardIterator",
                    streams
                        .iterators()
                        .issue(
                            new ShardIterators.Target(stream.arn(), target.shardId(), next),
                            call.at())));
    json.name("Records").beginArray();
    page.records().forEach(record -> writer.write(json, record));
    return json.endArray().endObject().toBytes();
  }

  private static int length(RecordPage page) {
    int length = AROUND;
    for (StreamRecord record : page.records()) {
      length += RecordWriter.length(record);
    }
    return length;
  }
}
