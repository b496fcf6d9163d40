package dev.messina.source.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * What the source needs to know of a table.
 *
 * @param id DynamoDB's id of the table, empty where it gives none
 * @param key the partition key first, then the sort key if there is one
 * @param streamEnabled whether a stream is switched on; it may not record changes yet, which only
 *     {@link ShardListPage#status()} tells
 * @param streamArn ARN of the latest stream, switched on or not; null if there never was one
 * @param streamLabel the last part of that ARN, or null
 * @param viewType what the stream's records hold, or null
 * @param earliestNow DynamoDB's time when it answered or the worker's, see {@link
 *     ServerClock#earliest}; null if DynamoDB did not say its own
 * @param size how large it is, and its provisioned capacity
 */
public record TableDescription(
    String name,
    String id,
    List<KeyAttribute> key,
    boolean streamEnabled,
    String streamArn,
    String streamLabel,
    StreamViewType viewType,
    Instant earliestNow,
    TableSize size) {

  public TableDescription {
    key = List.copyOf(key);
  }

  /**
   * Why the table's stream cannot be followed, and the command that changes it; empty if it can.
   * Without the new images there is nothing to carry over.
   */
  public Optional<String> problemOfStream() {
    if (!streamEnabled || streamArn == null) {
      return Optional.of(
          "Table '"
              + name
              + "' has no stream, so its changes cannot be followed. Run: "
              + switchOnCommand());
    }
    if (viewType == StreamViewType.NEW_IMAGE || viewType == StreamViewType.NEW_AND_OLD_IMAGES) {
      return Optional.empty();
    }
    return Optional.of(
        "The stream of table '"
            + name
            + "' carries "
            + viewType
            + ", which lacks the new images, and a stream's view type cannot be changed. Run: aws"
            + " dynamodb update-table --table-name "
            + name
            + " --stream-specification StreamEnabled=false && aws dynamodb wait table-exists"
            + " --table-name "
            + name
            + " && "
            + switchOnCommand());
  }

  /** What switches a stream on that can be followed. */
  public String switchOnCommand() {
    return "aws dynamodb update-table --table-name "
        + name
        + " --stream-specification"
        + " StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES";
  }

  /**
   * An attribute of a table's key.
   *
   * @param type S, N or B
   */
  public record KeyAttribute(String name, ScalarAttributeType type) {}

  /**
   * How large a table is and how fast it may be read. DynamoDB counts items and bytes about every
   * six hours, so both are estimates.
   *
   * @param items 0 where it is not known
   * @param bytes 0 where it is not known
   * @param readUnits the provisioned read capacity, in units per second; 0 for a table on demand
   */
  public record TableSize(long items, long bytes, long readUnits) {

    public static final TableSize UNKNOWN = new TableSize(0, 0, 0);
  }
}
