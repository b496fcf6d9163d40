package dev.messina.dynamodb.api.stream;

import static dev.messina.dynamodb.api.Operations.STREAMS;

import dev.messina.dynamodb.api.Operation;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.Tables;
import java.util.Map;

/** The operations of DynamoDB Streams. */
public final class StreamOperations {

  private StreamOperations() {}

  /** By the names that {@code X-Amz-Target} spells. */
  public static Map<String, Operation> all(Tables tables, Streams streams) {
    return Map.of(
        STREAMS + "ListStreams", new ListStreams(streams),
        STREAMS + "DescribeStream", new DescribeStream(streams),
        STREAMS + "GetShardIterator", new GetShardIterator(tables, streams),
        STREAMS + "GetRecords", new GetRecords(tables, streams));
  }
}
