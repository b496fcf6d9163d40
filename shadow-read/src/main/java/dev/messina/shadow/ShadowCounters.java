package dev.messina.shadow;

/**
 * What was seen since the beginning. All count up but {@code open} and {@code oldestOpenSeconds}.
 *
 * @param reads how often a key was read on both sides, second looks included
 * @param equal reads in which every row was as its item has it, or had ended by its time to live
 * @param excused differences that were lag: a later look found both sides equal, or a newer row
 * @param missing items without their row, that are no lag
 * @param extra rows without their item, likewise
 * @param different rows with other columns than their item, likewise
 * @param targetNewer those of them whose write timestamp lies ahead of all that the source can have
 *     given; not in {@code different}
 * @param deadLettered items that the mapping or the columns' types refuse
 * @param unsettled differences that an unknown frontier has not settled within the limit
 * @param uncompared reads that had no row to look at: the item is not there, and its key alone does
 *     not tell its row
 * @param failed reads that failed on one side
 * @param skipped offered keys that were not read because the queue was full
 * @param dropped differences that were forgotten because there were too many
 * @param open differences that may be lag
 * @param oldestOpenSeconds how long the oldest of them has been open; 0 if there is none
 */
public record ShadowCounters(
    long reads,
    long equal,
    long excused,
    long missing,
    long extra,
    long different,
    long targetNewer,
    long deadLettered,
    long unsettled,
    long uncompared,
    long failed,
    long skipped,
    long dropped,
    long open,
    long oldestOpenSeconds) {

  /** All that count: neither lag nor unsettled. */
  public long differences() {
    return missing + extra + different + targetNewer + deadLettered;
  }
}
