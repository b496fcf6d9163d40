package dev.messina.source.metrics;

/**
 * How far the snapshot of a table has come, as an estimate.
 *
 * @param percentDone 0 to 100, or -1 if not known
 * @param etaSeconds until it is done, or -1 if not known
 * @param unitsPerSecond request units that this task may use in a second now, or -1 if unlimited
 * @param scanLatencyMs how long a page takes lately, or -1 if none was read
 */
public record SnapshotProgress(
    double percentDone, long etaSeconds, double unitsPerSecond, double scanLatencyMs) {

  public static final SnapshotProgress UNKNOWN = new SnapshotProgress(-1, -1, -1, -1);
}
