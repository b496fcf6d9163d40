package dev.messina.source;

import dev.messina.source.position.GapPosition;
import dev.messina.source.position.RepairPosition;
import dev.messina.source.position.SharePosition;
import dev.messina.source.position.TablePosition;
import dev.messina.source.position.TopicPosition;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the tasks of a table have committed for each other to see.
 *
 * @param table null before the first epoch
 * @param first the table when its first epoch had been read back, null before that
 * @param shares what each share's task says, by the share's index
 * @param gap the newest gap, or null if there was none
 * @param repair how far the listed keys of the newest epoch have been read
 * @param topic the topics that all this belongs to, or null if they are not known yet
 */
record Agreement(
    TablePosition table,
    TablePosition first,
    List<SharePosition> shares,
    GapPosition gap,
    RepairPosition repair,
    TopicPosition topic) {

  boolean everyShare(Predicate<SharePosition> says) {
    return shares.stream().allMatch(says);
  }

  /** Whether every write time that is given from now on lies above an epoch. */
  boolean raisedTo(long epochMicros) {
    return table.isFirst() || everyShare(share -> share.raisedMicros() >= epochMicros);
  }
}
