package dev.messina.source.table;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.fetch.DynamoDb;
import java.time.Instant;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What was seen of a table and of the stream that it names as its latest.
 *
 * @param stream null if it was not asked about, or is not there
 * @param gone whether it is not there
 * @param askedAt when, on the clock of waits
 */
record StreamLook(TableDescription table, ShardListPage stream, boolean gone, Instant askedAt) {

  /**
   * Looks, by one call or two, on the caller's thread.
   *
   * @param askStream whether the stream is asked itself, by what the table says of it
   * @throws SdkException if DynamoDB does not answer, or there is no such table
   */
  static StreamLook take(DynamoDb dynamoDb, String name, Predicate<TableDescription> askStream) {
    Instant askedAt = dynamoDb.clocks().turn();
    TableDescription table = dynamoDb.tables().describe(name);
    if (table.streamArn() == null || !askStream.test(table)) {
      return new StreamLook(table, null, table.streamArn() == null, askedAt);
    }
    try {
      ShardListPage stream = dynamoDb.streams().describe(table.streamArn(), null);
      return new StreamLook(table, stream, false, askedAt);
    } catch (SdkException e) {
      if (FailureKind.of(e) != FailureKind.GONE) {
        throw e;
      }
      return new StreamLook(table, null, true, askedAt);
    }
  }

  /** Whether changes are recorded from now on at the latest, and with their new images. */
  boolean records() {
    return table.problemOfStream().isEmpty() && !gone && (stream == null || stream.isRecording());
  }

  /**
   * Whether changes are recorded no more. The stream's own word counts: that of the table may be
   * older.
   */
  boolean isOff() {
    if (gone) {
      return true;
    }
    boolean told = stream != null && stream.tellsStatus();
    return told ? stream.isSwitchedOff() : !table.streamEnabled();
  }
}
