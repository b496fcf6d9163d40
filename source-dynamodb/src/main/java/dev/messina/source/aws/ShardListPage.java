package dev.messina.source.aws;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;

/**
 * A page of the list of a stream's shards.
 *
 * @param createdAt when it was asked to switch the stream on, or null if DynamoDB does not say;
 *     changes are recorded from a later moment on
 * @param status whether the stream records changes, or null if DynamoDB does not say
 * @param lastShard where the next page begins, or null after the last page
 */
public record ShardListPage(
    Instant createdAt, StreamStatus status, List<ShardDescription> shards, String lastShard) {

  public ShardListPage {
    shards = List.copyOf(shards);
  }

  /** Whether the stream says of itself what it does. */
  public boolean tellsStatus() {
    return status != null;
  }

  /** Whether the stream records changes, for all that it says. */
  public boolean isRecording() {
    return status == null || status == StreamStatus.ENABLED;
  }

  /** Whether the stream says that it records changes no more. */
  public boolean isSwitchedOff() {
    return status == StreamStatus.DISABLING || status == StreamStatus.DISABLED;
  }
}
