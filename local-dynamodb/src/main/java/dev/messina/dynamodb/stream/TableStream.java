package dev.messina.dynamodb.stream;

import java.time.Instant;

/**
 * The stream of one table, from being switched on to being switched off and 24 hours on. {@link
 * #append} is called under the lock of the table, in the order of the changes.
 */
public final class TableStream {

  private final StreamSource source;
  private final String label;

  TableStream(StreamSource source, String label) {
    this.source = source;
    this.label = label;
  }

  public String arn() {
    return source.tableArn() + "/stream/" + label;
  }

  /** When it was switched on, as the last part of its ARN. */
  public String label() {
    return label;
  }

  public StreamSource source() {
    return source;
  }

  public void append(Change change) {}

  /** Ends the stream: it takes no changes from then on and stays readable for 24 hours. */
  public void disable(Instant at) {}
}
