package dev.messina.source.metrics;

/**
 * How far the snapshot of a table is estimated to have come, as the metrics tell it.
 *
 * @param percentDone 0 to 100, or -1 if not known
 * @param etaSeconds until it is done, or -1 if not known
 * @param unitsPerSecond request units that this task may use in a second now, or -1 if unlimited
 * @param scanLatencyMs how long a page takes lately, or -1 if none was read
 */
public record SnapshotEstimate(
    double percentDone, long etaSeconds, double unitsPerSecond, double scanLatencyMs) {

  public static final SnapshotEstimate UNKNOWN = new SnapshotEstimate(-1, -1, -1, -1);
}
