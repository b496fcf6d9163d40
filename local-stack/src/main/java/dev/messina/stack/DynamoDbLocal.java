package dev.messina.stack;

import java.net.URI;

/**
 * The DynamoDB and DynamoDB Streams of a stack.
 *
 * @param clock of a stack that was started with a {@link FakeTime}
 */
public record DynamoDbLocal(ServiceProcess process, FakeClock clock) {

  /** Of both APIs. Any region and any credentials do, and all of them see the same tables. */
  public URI endpoint() {
    return URI.create(process.address());
  }
}
