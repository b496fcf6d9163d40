package dev.messina.source.check;

import java.util.Map;

/** Which ways to take snapshots and to answer gaps go together. */
public final class SnapshotModes {

  private static final String GAP_POLICY = "gap.policy";
  private static final String RESNAPSHOT = "resnapshot";

  private SnapshotModes() {}

  /** What does not go together, by the option to correct. */
  public static Map<String, String> problems(Map<String, String> properties) {
    String policy = properties.getOrDefault(GAP_POLICY, RESNAPSHOT);
    boolean contradiction =
        "when_needed".equals(properties.get(NeededActions.SNAPSHOT_MODE))
            && !policy.equals(RESNAPSHOT);
    return contradiction
        ? Map.of(
            GAP_POLICY,
            "With "
                + NeededActions.SNAPSHOT_MODE
                + "=when_needed a gap is answered by a new snapshot: remove "
                + GAP_POLICY
                + " or set it to "
                + RESNAPSHOT
                + ".")
        : Map.of();
  }
}
