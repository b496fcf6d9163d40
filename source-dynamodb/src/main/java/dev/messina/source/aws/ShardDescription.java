package dev.messina.source.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shard as a listing shows it. Whether it is open is not asked: listings are not consistent, and
 * only reading to the end tells.
 *
 * @param parent the shard that it continues, or null
 * @param startingSequence the first sequence number it can hold, or null if the listing does not
 *     say
 * @param endingSequence the last sequence number it holds, or null as long as it is open
 */
public record ShardDescription(
    String id, String parent, String startingSequence, String endingSequence) {

  private static final Pattern WITH_TIME = Pattern.compile("shardId-(\\d{20})-[0-9a-f]+");

  /** A shard that is not known to be closed. */
  public ShardDescription(String id, String parent, String startingSequence) {
    this(id, parent, startingSequence, null);
  }

  /**
   * When the shard was made, by its id, in milliseconds since 1970; 0 if the id does not tell.
   * AWS's own library for reading streams (dynamodb-streams-kinesis-adapter) takes the time from
   * there, but it is documented nowhere: a hint, where DynamoDB's answers leave a doubt.
   */
  public long createdMillis() {
    Matcher matcher = WITH_TIME.matcher(id);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
