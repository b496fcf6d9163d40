package dev.messina.cli.plan.propose;

/**
 * What is proposed for the topic of a table's changes.
 *
 * @param name of the topic
 * @param partitions once and for all
 * @param retentionMs how long records are kept
 * @param hasOldImages whether records hold items as they were before
 */
public record TopicSettings(String name, int partitions, long retentionMs, boolean hasOldImages) {

  /** The least that anybody wants: 7 days. */
  public static final long RETENTION_LEAST_MS = 604_800_000;

  private static final int PARTITIONS_LEAST = 4;
  private static final int PARTITIONS_MOST = 12;
  private static final long BYTES_OF_PARTITION = 10_000_000_000L;

  /** What a record with both images of items of 400 KB takes at most. */
  static final String LARGEST_RECORD = "2097152";

  static final String RECORD_BYTES_MAX = "1900000";

  /**
   * @param bytes of the table
   * @param snapshotMs how long the snapshot takes
   */
  public static TopicSettings of(String name, long bytes, long snapshotMs, boolean hasOldImages) {
    long partitions = PARTITIONS_LEAST + bytes / BYTES_OF_PARTITION;
    return new TopicSettings(
        name,
        (int) Math.min(PARTITIONS_MOST, partitions),
        Math.max(RETENTION_LEAST_MS, 2 * snapshotMs),
        hasOldImages);
  }
}
