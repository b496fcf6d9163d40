package dev.messina.source.offset;

import dev.messina.source.offset.SourceOffset.KeySnapshotOffset;
import dev.messina.source.offset.SourceOffset.TaskOffset;
import dev.messina.source.offset.SourceOffset.TopicOffset;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the tasks of a table have committed for each other to see.
 *
 * @param table null before the first epoch
 * @param first the table when its first epoch had been read back, null before that
 * @param shares what each share's task says, by the share's index
 * @param loss the newest data loss, or null if there was none
 * @param repair how far the listed keys of the newest epoch have been read
 * @param topic the topics that all this belongs to, or null if they are not known yet
 */
public record TableState(
    TableOffset table,
    TableOffset first,
    List<TaskOffset> shares,
    DataLossOffset loss,
    KeySnapshotOffset repair,
    TopicOffset topic) {

  public boolean everyShare(Predicate<TaskOffset> says) {
    return shares.stream().allMatch(says);
  }

  /** Whether every write timestamp that is given from now on lies above an epoch. */
  public boolean raisedTo(long epochMicros) {
    return table.isFirst() || everyShare(share -> share.raisedMicros() >= epochMicros);
  }
}
