package dev.messina.source.control;

/**
 * What a topic keeps.
 *
 * @param cleanupPolicy {@code delete}, {@code compact} or both, separated by a comma
 * @param retentionMillis how long it keeps records, in milliseconds; -1 for as long as it exists
 * @param maxMessageBytes how large a batch of records may be, after compression
 */
public record TopicLimits(String cleanupPolicy, long retentionMillis, int maxMessageBytes) {

  public boolean compacts() {
    return cleanupPolicy.contains("compact");
  }
}
