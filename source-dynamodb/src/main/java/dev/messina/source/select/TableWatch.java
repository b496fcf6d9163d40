package dev.messina.source.select;

import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.Refusals;
import dev.messina.source.select.TableDiscovery.FoundTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps looking for tables, on a thread of its own, and tells when they change. As long as looking
 * fails, the tables that are known stay.
 */
public final class TableWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);

  /** A permission that was just given may take a while to reach every server. */
  private static final int REFUSALS_MAX = 3;

  private static final int JITTER_PARTS = 10;

  private final Supplier<FoundTables> discovery;
  private final Duration interval;
  private final RandomGenerator random;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Runnable changed = () -> {};
  private Consumer<Exception> refused = failure -> {};
  private volatile FoundTables known;
  private int refusals;

  /**
   * @param interval from one look to the next, give or take a tenth
   * @param name of the thread
   */
  public TableWatch(
      Supplier<FoundTables> discovery, Duration interval, RandomGenerator random, String name) {
    this.discovery = discovery;
    this.interval = interval;
    this.random = random;
    this.thread = new Thread(this::lookAgainAndAgain, name);
    thread.setDaemon(true);
  }

  /**
   * Looks once, then goes on in the background.
   *
   * @param changed called on the background thread when the tables are others than before
   * @param refused called there when AWS keeps refusing to say; looking goes on all the same
   * @throws ConnectException if a permission is missing or the credentials are no good
   */
  public void start(Runnable changed, Consumer<Exception> refused) {
    try {
      take(discovery.get());
    } catch (RuntimeException e) {
      if (isRefused(e)) {
        throw refusal(e);
      }
      LOG.warn("Tables cannot be looked for yet, trying again: {}", e.toString());
    }
    this.changed = changed;
    this.refused = refused;
    thread.start();
  }

  /**
   * The tables, in order of their names.
   *
   * @throws RetriableException if no look has succeeded so far
   */
  public List<String> tables() {
    FoundTables found = known;
    if (found == null) {
      throw new RetriableException("DynamoDB has not said yet which tables there are");
    }
    return found.tables();
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }

  /** One look of the background thread. */
  void look() {
    try {
      boolean isNew = take(discovery.get());
      refusals = 0;
      if (isNew) {
        changed.run();
      }
    } catch (RuntimeException e) {
      if (closed.getCount() == 0) {
        // The client was closed under the call.
        return;
      }
      LOG.warn("Tables cannot be looked for, those that are known stay: {}", e.toString());
      refusals = isRefused(e) ? refusals + 1 : 0;
      if (refusals == REFUSALS_MAX) {
        refused.accept(refusal(e));
      }
    }
  }

  private void lookAgainAndAgain() {
    try {
      while (!closed.await(delayMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      // Closed: that is all there is to do.
      Thread.currentThread().interrupt();
    }
  }

  private long delayMillis() {
    long millis = interval.toMillis();
    long jitter = Math.max(1, millis / JITTER_PARTS);
    return millis - jitter + random.nextLong(2 * jitter);
  }

  /** Whether the tables are others than before. */
  private boolean take(FoundTables found) {
    FoundTables before = known;
    known = found;
    if (before == null || !before.leftOut().equals(found.leftOut())) {
      found.leftOut().values().forEach(reason -> LOG.warn("Left out: {}", reason));
    }
    boolean isNew = before == null || !before.tables().equals(found.tables());
    if (isNew) {
      LOG.info(
          "{} table(s) selected, new: {}, no longer: {}",
          found.tables().size(),
          without(found.tables(), before),
          before == null ? List.of() : without(before.tables(), found));
    }
    return isNew;
  }

  private static List<String> without(List<String> tables, FoundTables others) {
    List<String> rest = new ArrayList<>(tables);
    if (others != null) {
      rest.removeAll(others.tables());
    }
    return rest;
  }

  private static boolean isRefused(RuntimeException failure) {
    return Refusals.isNotPermitted(failure) || Refusals.isBadCredentials(failure);
  }

  private static ConnectException refusal(RuntimeException failure) {
    return new ConnectException(
        "AWS refuses to say which tables there are: "
            + FailureText.of(failure)
            + " Give the permission (docs/aws.md), or name the tables in the option 'tables'.",
        failure);
  }
}
