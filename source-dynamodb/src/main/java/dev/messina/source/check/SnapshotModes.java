package dev.messina.source.check;

import java.util.Map;

/** Which ways to take snapshots and to answer data losses go together. */
public final class SnapshotModes {

  private static final String DATA_LOSS_POLICY = "data.loss.policy";
  private static final String RESNAPSHOT = "resnapshot";

  private SnapshotModes() {}

  /** What does not go together, by the option to correct. */
  public static Map<String, String> problems(Map<String, String> properties) {
    String mode = properties.getOrDefault(NeededActions.SNAPSHOT_MODE, "initial");
    String policy = properties.get(DATA_LOSS_POLICY);
    if (mode.equals("when_needed") && policy != null && !policy.equals(RESNAPSHOT)) {
      return problem(
          "With "
              + NeededActions.SNAPSHOT_MODE
              + "=when_needed a data loss is answered by a new snapshot: remove "
              + DATA_LOSS_POLICY
              + " or set it to "
              + RESNAPSHOT
              + ".");
    }
    if (mode.equals("no_data") && RESNAPSHOT.equals(policy)) {
      return problem(
          "With "
              + NeededActions.SNAPSHOT_MODE
              + "=no_data tables are not read, and a data loss cannot be answered by a new"
              + " snapshot: set "
              + DATA_LOSS_POLICY
              + " to fail or continue.");
    }
    return Map.of();
  }

  private static Map<String, String> problem(String text) {
    return Map.of(DATA_LOSS_POLICY, text);
  }
}
