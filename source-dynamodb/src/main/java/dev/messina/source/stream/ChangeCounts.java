package dev.messina.source.stream;

import java.util.List;

/** How many changes of each kind there are. */
public record ChangeCounts(int creates, int updates, int deletes) {

  public static ChangeCounts of(List<StampedChange> changes) {
    int creates = 0;
    int updates = 0;
    int deletes = 0;
    for (StampedChange change : changes) {
      switch (change.record().type()) {
        case INSERT -> creates++;
        case MODIFY -> updates++;
        case REMOVE -> deletes++;
        case UNKNOWN_TO_SDK_VERSION -> {
          // Has stopped the task before it is counted.
        }
      }
    }
    return new ChangeCounts(creates, updates, deletes);
  }
}
