package dev.messina.shadow;

import dev.messina.verification.check.Difference;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.ItemKey;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads keys in both stores while an application migrates, and counts each difference that is no
 * lag, once. A difference is excused as long as the frontier has not passed it; then the key is
 * read again.
 *
 * <p>Nothing of it throws into the application's path: a side that cannot be read is counted.
 * {@link #offer} never waits; a thread of its own reads what was offered, asks for the frontier
 * once a second and reads again what has become due. Thread-safe.
 */
public final class ShadowRead implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowRead.class);
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(10);

  private final Stores stores;
  private final Frontier frontier;
  private final ShadowOptions options;
  private final Consumer<Difference> listener;
  private final Clock clock;
  private final Looker looker;
  private final OpenKeys open;
  private final Tally tally = new Tally();
  private final BlockingQueue<ItemKey> offered;
  private final ShadowBean bean;
  private final Thread thread;
  private volatile FrontierView view;
  private volatile boolean closed;

  /**
   * Begins.
   *
   * @param stores both sides; closed with this
   * @param frontier asked by one thread, once a second
   * @param listener is told each difference once, when it counts or stays unsettled; by the thread
   *     that has read. Without values unless the options ask for them
   * @throws IllegalArgumentException if there is one of this name already
   */
  public static ShadowRead start(
      Stores stores, Frontier frontier, ShadowOptions options, Consumer<Difference> listener) {
    ShadowRead started = new ShadowRead(stores, frontier, options, listener, Clock.systemUTC());
    started.thread.start();
    return started;
  }

  /** Without its thread, for tests that take the turns themselves. */
  ShadowRead(
      Stores stores,
      Frontier frontier,
      ShadowOptions options,
      Consumer<Difference> listener,
      Clock clock) {
    this.stores = stores;
    this.frontier = frontier;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
    this.looker = new Looker(stores, options.showsValues(), clock);
    this.open = new OpenKeys(options.openMost(), options.unknownLimit());
    this.offered = new ArrayBlockingQueue<>(options.queueMost());
    this.view = FrontierView.unknown(clock.instant());
    this.thread = new Thread(this::work, "messina-shadow-read-" + options.name());
    thread.setDaemon(true);
    this.bean = new ShadowBean(options.name(), this::counters);
  }

  /**
   * Reads a key on both sides, now, in this thread. It takes as long as both reads do; an answer
   * that somebody waits for had better not wait for it.
   */
  public Answer check(ItemKey key) {
    Look look;
    try {
      look = looker.look(key, open.rowsOf(key), view);
    } catch (RuntimeException unread) {
      tally.failed();
      LOG.debug(
          "Shadow read {}: key {} cannot be read on both sides.", options.name(), key, unread);
      return Answer.FAILED;
    }
    OpenKeys.Change change = open.take(look);
    tally.take(change);
    change.counting().forEach(this::tell);
    return change.answer();
  }

  private void tell(Difference difference) {
    try {
      listener.accept(difference);
    } catch (RuntimeException refused) {
      LOG.warn(
          "Shadow read {}: the listener has failed on a difference, which counts all the same.",
          options.name(),
          refused);
    }
  }

  /**
   * Has a key read later, if the sample takes it. Never waits, never throws.
   *
   * @return whether it will be read
   */
  public boolean offer(ItemKey key) {
    if (closed || ThreadLocalRandom.current().nextDouble() >= options.sampleRate()) {
      return false;
    }
    boolean taken = offered.offer(key);
    if (!taken) {
      tally.skipped();
    }
    return taken;
  }

  /** What was seen until now. */
  public ShadowCounters counters() {
    return tally.counters(open, clock);
  }

  /** Asks for the frontier, then reads again what is due. */
  void settle() {
    view = view.then(reading(), clock.instant());
    for (ItemKey key : open.due(view, clock.instant())) {
      if (closed || check(key) == Answer.FAILED) {
        // A side that is down is asked again in the next turn, by one key.
        return;
      }
    }
  }

  private Frontier.Reading reading() {
    try {
      return frontier.read();
    } catch (RuntimeException failed) {
      LOG.debug("Shadow read {}: the frontier cannot be asked for.", options.name(), failed);
      return new Frontier.Unknown("It cannot be asked for");
    }
  }

  private void work() {
    long nextTurn = System.nanoTime();
    try {
      while (!closed) {
        if (System.nanoTime() - nextTurn >= 0) {
          settle();
          nextTurn = System.nanoTime() + TURN.toNanos();
        }
        ItemKey key = offered.poll(Math.max(0, nextTurn - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (key != null && !closed) {
          check(key);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      LOG.warn("Shadow read {}: its thread was interrupted and ends.", options.name());
    }
  }

  /** Ends the thread and the counters in JMX. What is open stays untold. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    bean.close();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    stores.close();
  }
}
