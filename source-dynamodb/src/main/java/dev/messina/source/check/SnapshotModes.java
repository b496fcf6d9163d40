package dev.messina.source.check;

import java.util.Map;

/** Which ways to take snapshots and to answer gaps go together. */
public final class SnapshotModes {

  private static final String GAP_POLICY = "gap.policy";
  private static final String RESNAPSHOT = "resnapshot";

  private SnapshotModes() {}

  /** What does not go together, by the option to correct. */
  public static Map<String, String> problems(Map<String, String> properties) {
    String mode = properties.getOrDefault(NeededActions.SNAPSHOT_MODE, "initial");
    String policy = properties.get(GAP_POLICY);
    if (mode.equals("when_needed") && policy != null && !policy.equals(RESNAPSHOT)) {
      return problem(
          "With "
              + NeededActions.SNAPSHOT_MODE
              + "=when_needed a gap is answered by a new snapshot: remove "
              + GAP_POLICY
              + " or set it to "
              + RESNAPSHOT
              + ".");
    }
    if (mode.equals("no_data") && RESNAPSHOT.equals(policy)) {
      return problem(
          "With "
              + NeededActions.SNAPSHOT_MODE
              + "=no_data tables are not read, and a gap cannot be answered by a new snapshot: set "
              + GAP_POLICY
              + " to fail or continue.");
    }
    return Map.of();
  }

  private static Map<String, String> problem(String text) {
    return Map.of(GAP_POLICY, text);
  }
}
