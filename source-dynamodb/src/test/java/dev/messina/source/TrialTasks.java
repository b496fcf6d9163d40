package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The tasks that read the table of a {@link Trial}, one to three of them. They die at any point,
 * may live on for a while beside their successors, and are shared out again.
 */
final class TrialTasks {

  private static final int ZOMBIE_TURNS = 12;

  private final Function<TableAssignment, TrialTask> starting;
  private final boolean leadersLiveOn;
  private final Random random;
  private final List<TrialTask> tasks = new ArrayList<>();
  private final Map<TrialTask, Integer> zombies = new LinkedHashMap<>();
  private final SuspendedWorkers suspended;
  private boolean leaderSuspended;
  private int count;
  private int crashesLeft;
  private int reshapesLeft;

  /**
   * @param leadersLiveOn whether a table's first task may live on. Two leaders at a time may choose
   *     different epochs; only exactly-once keeps them apart
   * @param many whether there may be more than one, and another number later
   */
  TrialTasks(
      Function<TableAssignment, TrialTask> starting,
      boolean leadersLiveOn,
      boolean many,
      Random random) {
    this.starting = starting;
    this.leadersLiveOn = leadersLiveOn;
    this.random = random;
    this.suspended = new SuspendedWorkers(random);
    this.count = many ? 1 + random.nextInt(3) : 1;
    this.crashesLeft = random.nextInt(4);
    this.reshapesLeft = many ? random.nextInt(3) : 0;
  }

  int count() {
    return count;
  }

  void start() {
    for (int index = 0; index < count; index++) {
      tasks.add(starting.apply(new TableAssignment(FakeDynamoDb.TABLE, index, count)));
    }
  }

  /** After all have died. */
  void startAgain() {
    crashesLeft = random.nextInt(3);
    start();
  }

  void crashAll() {
    tasks.forEach(this::dieOrStandStill);
    zombies.keySet().forEach(this::kill);
    tasks.clear();
    zombies.clear();
  }

  void crashNoMore() {
    crashesLeft = 0;
    reshapesLeft = 0;
    suspended.wakeAll();
  }

  /** Whether a worker that stood still has committed something late. */
  boolean committedLate() {
    return suspended.woken() > 0;
  }

  void commitAll() {
    tasks.forEach(task -> task.worker.commitAll());
  }

  /** One turn of each, those included that should be dead. */
  void turn() {
    for (TrialTask task : List.copyOf(tasks)) {
      if (!turned(task)) {
        crash(task);
      } else if (crashesLeft > 0 && random.nextInt(40 * count) == 0) {
        crashesLeft--;
        crash(task);
      }
    }
    if (reshapesLeft > 0 && !tasks.isEmpty() && random.nextInt(80) == 0) {
      reshapesLeft--;
      reshape();
    }
    zombies.replaceAll((task, left) -> left - 1);
    zombies.keySet().removeIf(task -> !turned(task));
    zombies.values().removeIf(left -> left == 0);
    suspended.turn();
  }

  /** Whether a task goes on; one that finds the table under another first epoch does not. */
  private static boolean turned(TrialTask task) {
    try {
      task.turn();
      return true;
    } catch (ConnectException e) {
      assertThat(e).hasMessageContaining("zombie");
      return false;
    }
  }

  /** Another task takes over. */
  private void crash(TrialTask task) {
    dieOrLiveOn(task);
    tasks.set(tasks.indexOf(task), starting.apply(task.share()));
  }

  /** Another number of tasks. */
  private void reshape() {
    tasks.forEach(this::dieOrLiveOn);
    tasks.clear();
    count = 1 + random.nextInt(3);
    start();
  }

  private void dieOrLiveOn(TrialTask task) {
    if (mayLiveOn(task) && random.nextBoolean()) {
      zombies.put(task, 1 + random.nextInt(ZOMBIE_TURNS));
    } else {
      dieOrStandStill(task);
    }
  }

  private void dieOrStandStill(TrialTask task) {
    if (mayLiveOn(task) && random.nextBoolean()) {
      leaderSuspended |= task.share().leads();
      suspended.add(task.worker);
    } else {
      kill(task);
    }
  }

  /** Of leaders there may be two at a time, not three. */
  private boolean mayLiveOn(TrialTask task) {
    return !task.share().leads() || (leadersLiveOn && !leaderSuspended);
  }

  private void kill(TrialTask task) {
    task.worker.crash(pending -> random.nextInt(pending + 1));
  }
}
