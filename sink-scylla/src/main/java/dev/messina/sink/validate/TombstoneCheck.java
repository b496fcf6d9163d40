package dev.messina.sink.validate;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a table keeps its tombstones for as long as an older row may still come. A row that comes
 * later than that after a delete comes back, and nothing ever takes it away again.
 *
 * <p>What the modes of ScyllaDB's {@code tombstone_gc} do is in its CQL reference ("Tombstones GC
 * options"): {@code repair} collects a tombstone that is older than the last repair by the
 * propagation delay, and with one replica every tombstone at once; {@code timeout}, and every other
 * server, goes by {@code gc_grace_seconds}, which the other modes skip.
 *
 * @param table as messages name it
 * @param cql the table in CQL
 * @param hasOneReplica whether there is no other to repair from
 * @param graceSeconds {@code gc_grace_seconds}; null if the server does not say it
 */
record TombstoneCheck(
    String table,
    String cql,
    ScyllaTableOptions options,
    boolean hasOneReplica,
    Integer graceSeconds,
    Lateness lateness) {

  /** Sooner than this no server may drop a tombstone, however punctual records are. */
  private static final Duration GRACE_MIN = Lateness.SHORTEST;

  private static final Duration DEFAULT_DELAY = Duration.ofHours(1);
  private static final int DEFAULT_GRACE = 864_000;

  /**
   * What a new table must have said of it, so that nothing speaks against it.
   *
   * @param isScylla whether the server has ScyllaDB's modes; its default is one that is refused
   */
  static String clause(boolean isScylla, boolean hasOneReplica, Lateness lateness) {
    String grace =
        lateness.seconds() > DEFAULT_GRACE ? "gc_grace_seconds = " + lateness.seconds() : "";
    if (!isScylla) {
      return grace.isEmpty() ? "" : " WITH " + grace;
    }
    if (hasOneReplica) {
      return " WITH tombstone_gc = {'mode': 'timeout'}" + (grace.isEmpty() ? "" : " AND " + grace);
    }
    return " WITH tombstone_gc = {'mode': 'repair', 'propagation_delay_in_seconds': '"
        + lateness.seconds()
        + "'}";
  }

  /** Why no row can be written; empty if nothing speaks against it. */
  Optional<String> problem() {
    return switch (options.tombstoneMode()) {
      case "immediate" -> Optional.of(atOnce("mode 'immediate'"));
      case "repair" -> ofRepair();
      case "disabled" -> Optional.empty();
      default -> ofGrace();
    };
  }

  /** What a user should know; a sentence. */
  Optional<String> warning() {
    if (problem().isPresent() || !countsGrace() || graceSeconds >= lateness.seconds()) {
      return Optional.empty();
    }
    return Optional.of(
        ("Table %s keeps tombstones for %d s (gc_grace_seconds), and rows may come up to %d s late"
                + " (%s): one that comes later after a delete comes back. ALTER TABLE %s WITH"
                + " gc_grace_seconds = %d.")
            .formatted(
                table,
                graceSeconds,
                lateness.seconds(),
                Lateness.OPTION,
                cql,
                Math.max(lateness.seconds(), DEFAULT_GRACE)));
  }

  private boolean countsGrace() {
    return graceSeconds != null
        && !options.tombstoneMode().equals("repair")
        && !options.tombstoneMode().equals("disabled");
  }

  private Optional<String> ofRepair() {
    if (hasOneReplica) {
      return Optional.of(atOnce("mode 'repair' with one replica"));
    }
    Duration delay =
        options.propagationDelay() == null ? DEFAULT_DELAY : options.propagationDelay();
    return delay.compareTo(lateness.longest()) >= 0
        ? Optional.empty()
        : Optional.of(
            ("table %s may drop a tombstone that is %d s old (tombstone_gc, mode 'repair',"
                    + " propagation_delay_in_seconds), and rows may come up to %d s late (%s), so"
                    + " that an older row could come back after a delete; ALTER TABLE %s WITH"
                    + " tombstone_gc = {'mode': 'repair', 'propagation_delay_in_seconds': '%3$d'}")
                .formatted(table, delay.toSeconds(), lateness.seconds(), Lateness.OPTION, cql));
  }

  private Optional<String> ofGrace() {
    return !countsGrace() || graceSeconds >= GRACE_MIN.toSeconds()
        ? Optional.empty()
        : Optional.of(
            ("table %s keeps tombstones for %d s only, so that a late, older row could come back"
                    + " after a delete; ALTER TABLE %s WITH gc_grace_seconds = %d")
                .formatted(table, graceSeconds, cql, Math.max(lateness.seconds(), DEFAULT_GRACE)));
  }

  private String atOnce(String why) {
    return ("table %s drops tombstones at once (tombstone_gc, %s), so that a late, older row could"
            + " come back after a delete; ALTER TABLE %s WITH tombstone_gc = {'mode': 'disabled'}"
            + " until the last row is written")
        .formatted(table, why, cql);
  }
}
