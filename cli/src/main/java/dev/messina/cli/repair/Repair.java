package dev.messina.cli.repair;

import dev.messina.cli.verify.Migration;
import dev.messina.cli.verify.OpenMigration;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Mends single rows of one migration. The source reads items again as an epoch; when the sink has
 * passed all that was on the topic then, rows without an item are deleted just under the first of
 * these epochs. To do so twice, or to stop in the middle, does no harm. For use by one thread.
 */
public final class Repair {

  private final OpenMigration open;
  private final Map<String, String> kafka;
  private final RepairSettings settings;
  private final Consumer<String> notes;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param kafka settings of a Kafka client
   * @param notes is told how far it is
   */
  public Repair(
      OpenMigration open,
      Map<String, String> kafka,
      RepairSettings settings,
      Consumer<String> notes) {
    this.open = open;
    this.kafka = Map.copyOf(kafka);
    this.settings = settings;
    this.notes = notes;
  }

  private Migration migration() {
    return open.migration();
  }

  /** What {@link #apply} would do; nothing is done. */
  public RepairReport plan(List<Wanted> wanted) {
    return new RepairReport(
        false,
        wanted.stream().map(this::planned).toList(),
        new RepairCheck(open, settings, clock).refusal(wanted),
        List.of(),
        Optional.empty());
  }

  private Repaired planned(Wanted wanted) {
    return new Repaired(wanted, wanted.action() == Action.NONE ? Outcome.LEFT : Outcome.PLANNED);
  }

  /**
   * Mends.
   *
   * @throws RuntimeException if Connect, Kafka or a database does not answer
   */
  public RepairReport apply(List<Wanted> wanted) {
    Optional<Refused> refused = new RepairCheck(open, settings, clock).refusal(wanted);
    List<Wanted> possible = wanted.stream().filter(one -> one.action() != Action.NONE).toList();
    if (refused.isPresent() || possible.isEmpty()) {
      List<Repaired> untouched =
          wanted.stream().map(one -> new Repaired(one, Outcome.LEFT)).toList();
      return new RepairReport(true, untouched, refused, List.of(), Optional.empty());
    }
    String run = "repair-" + UUID.randomUUID().toString().substring(0, 8);
    Path folder = settings.audit().orElse(Path.of(".messina", "repair"));
    Audit audit = Audit.begin(folder, migration(), run, settings.why(), clock);
    audit.steps("wanted", wanted.stream().map(this::planned).toList());
    RepairReport report = report(run, wanted, audit);
    audit.steps("step", report.steps());
    audit.end(report);
    return report;
  }

  private RepairReport report(String run, List<Wanted> wanted, Audit audit) {
    RepairRun repair = new RepairRun(open, settings.patience(), notes);
    Optional<Refused> refused = repair.mend(run, kafka, wanted);
    List<Repaired> steps =
        wanted.stream().map(one -> new Repaired(one, repair.outcome(one))).toList();
    return new RepairReport(true, steps, refused, repair.epochs(), Optional.of(audit.file()));
  }
}
