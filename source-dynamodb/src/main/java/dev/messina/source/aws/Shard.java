package dev.messina.source.aws;

/**
 * A shard as a listing shows it. Whether it is open is not asked: listings are not consistent, and
 * only reading to the end tells.
 *
 * @param parent the shard that it continues, or null
 * @param startingSequence the first sequence number it can hold, or null if the listing does not
 *     say
 * @param endingSequence the last sequence number it holds, or null as long as it is open
 */
public record Shard(String id, String parent, String startingSequence, String endingSequence) {

  /** A shard that is not known to be closed. */
  public Shard(String id, String parent, String startingSequence) {
    this(id, parent, startingSequence, null);
  }
}
