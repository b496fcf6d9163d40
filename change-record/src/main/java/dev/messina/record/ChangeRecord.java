package dev.messina.record;

import static java.util.Objects.requireNonNull;

/**
 * One change of one item, as it stands in the value of a Kafka record.
 *
 * @param operation what happened
 * @param before the item before the change as canonical DynamoDB JSON, or null where the stream
 *     does not carry it or the source leaves it out
 * @param after the item after the change as canonical DynamoDB JSON, or null for a delete
 * @param source where the change comes from
 * @param handledNanos when the connector handled it, in nanoseconds since 1970
 */
public record ChangeRecord(
    ChangeOperation operation,
    String before,
    String after,
    ChangeSource source,
    long handledNanos) {

  public ChangeRecord {
    requireNonNull(operation, "operation");
    requireNonNull(source, "source");
    if ((after == null) != (operation == ChangeOperation.DELETE)) {
      throw new IllegalArgumentException(
          "A change has an image after it unless it is a delete: operation " + operation.code());
    }
  }
}
