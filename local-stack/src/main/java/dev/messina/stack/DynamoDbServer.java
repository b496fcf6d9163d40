package dev.messina.stack;

import java.net.URI;

/** DynamoDB and its streams in a stack. It keeps its tables in memory: a restart loses them. */
public record DynamoDbServer(ServiceProcess process) {

  /** Of both APIs. Any region and any credentials do, and all of them see the same tables. */
  public URI endpoint() {
    return URI.create(process.address());
  }

  /** The time that it goes by; all other services of the stack go by the machine's. */
  public DynamoDbClock clock() {
    return new DynamoDbClock(control());
  }

  /** The shards of this table's stream; the table must have one when they are asked for. */
  public DynamoDbShards shards(String table) {
    return new DynamoDbShards(control(), table);
  }

  private DynamoDbControl control() {
    return new DynamoDbControl(endpoint());
  }
}
