package dev.messina.source.fetch;

import dev.messina.plugin.Backoff;
import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.FailureText;
import dev.messina.source.fetch.Fetch.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls to DynamoDB of one task. Only the calls themselves run on other threads; requests are
 * made and answers handled on the task's own. Each lane has threads of its own and a limited number
 * of calls that are under way or answered and not yet handled. That bounds the pages in memory,
 * whatever the number of shards and segments, and a slow scan takes nothing from the stream.
 *
 * <p>A call that fails transiently is repeated until it succeeds, unless whoever made it repeats it
 * by himself; one that fails because the credentials have expired, or because the clock is off, is
 * repeated for about five minutes, in which that may be put right.
 */
public final class FetchQueue {

  private static final Logger LOG = LoggerFactory.getLogger(FetchQueue.class);

  /** No wait before a repetition is longer. */
  public static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);

  private static final int STREAM_IN_A_ROW_MAX = 8;

  /** With the waits of {@link #backoff} about five minutes. */
  private static final int LIMITED_ATTEMPTS_MAX = 26;

  private final Clock clock;
  private final Backoff backoff;
  private final Map<Lane, LaneState> lanes = new EnumMap<>(Lane.class);
  private final Semaphore answers = new Semaphore(0);
  private long requested;
  private int streamInARow;

  /**
   * @param clock for waits alone; should be steady, see {@link SteadyClock}
   */
  public FetchQueue(Room stream, Room scan, Clock clock, Backoff backoff) {
    this.clock = clock;
    this.backoff = backoff;
    lanes.put(Lane.STREAM, new LaneState(stream));
    lanes.put(Lane.SCAN, new LaneState(scan));
  }

  /**
   * Both lanes with as much room, on one executor.
   *
   * @param lanePagesMax of each lane, how many calls may be under way or unhandled
   */
  public FetchQueue(Executor executor, Clock clock, Backoff backoff, int lanePagesMax) {
    this(new Room(executor, lanePagesMax), new Room(executor, lanePagesMax), clock, backoff);
  }

  /** How long calls to DynamoDB wait before they are repeated. */
  public static Backoff backoff(RandomGenerator random) {
    return new Backoff(FIRST_BACKOFF, LONGEST_BACKOFF, random);
  }

  /** Nanoseconds on the clock of waits. Only differences mean something. */
  public long nanoTime() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  /** Makes the call after a delay, as soon as its lane has room. */
  public void request(Fetch<?> fetch, Duration delay) {
    request(fetch, delay, 1);
    dispatch();
  }

  /**
   * Handles one answer. Those of the stream go first, but not indefinitely: a scan would never end
   * beside a stream that always has something.
   *
   * @param waitMillis how long to wait for an answer if there is none
   * @return whether there was one
   */
  public boolean handleNext(long waitMillis) throws InterruptedException {
    dispatch();
    if (!answers.tryAcquire(Math.min(waitMillis, untilDue()), TimeUnit.MILLISECONDS)) {
      return false;
    }
    LaneState lane = nextLane();
    Call<?> call = lane.answered.remove();
    lane.outstanding--;
    // The next pages are on their way while this one is handled.
    dispatch();
    call.handle();
    dispatch();
    return true;
  }

  /**
   * How long to wait before a call that failed transiently is made again; logged after the first
   * failure, the second, the fourth, the eighth and so on.
   *
   * @param attempt how many times it has failed, from 1
   * @throws ConnectException if it fails because of the credentials or the clock, for long
   */
  public Duration backOff(String what, int attempt, Exception failure) {
    if (attempt >= LIMITED_ATTEMPTS_MAX && FailureKind.of(failure).hasLimit()) {
      throw new ConnectException(
          what
              + " failed: "
              + (FailureKind.of(failure) == FailureKind.CLOCK
                  ? "AWS refuses signatures because the clock of this worker is off by more than"
                      + " five minutes, and in five minutes nothing has put that right. Set the"
                      + " clock (NTP), then restart the task: "
                  : "the credentials of AWS have expired, and in five minutes nothing has renewed"
                      + " them. Renew them where they come from, or assume a role with"
                      + " aws.role.arn, then restart the task: ")
              + FailureText.of(failure),
          failure);
    }
    Duration delay = backoff.after(attempt);
    if (Integer.bitCount(attempt) == 1) {
      LOG.warn(
          "{} failed {} time(s), next attempt in {} ms: {}",
          what,
          attempt,
          delay.toMillis(),
          failure.toString());
    }
    return delay;
  }

  private LaneState nextLane() {
    LaneState stream = lanes.get(Lane.STREAM);
    LaneState scan = lanes.get(Lane.SCAN);
    boolean scanHasItsTurn =
        stream.answered.isEmpty()
            || (streamInARow >= STREAM_IN_A_ROW_MAX && !scan.answered.isEmpty());
    streamInARow = scanHasItsTurn ? 0 : streamInARow + 1;
    return scanHasItsTurn ? scan : stream;
  }

  private void request(Fetch<?> fetch, Duration delay, int attempt) {
    Requested entry = new Requested(fetch, clock.millis() + delay.toMillis(), requested++, attempt);
    lanes.get(fetch.lane()).requested.add(entry);
  }

  private void dispatch() {
    long now = clock.millis();
    for (LaneState lane : lanes.values()) {
      while (lane.hasRoom() && lane.dueBy(now)) {
        Requested next = lane.requested.remove();
        lane.outstanding++;
        lane.room.executor().execute(new Call<>(next.fetch(), next.attempt(), lane));
      }
    }
  }

  /** In milliseconds; at least one, since the clocks of waiting and of due times may differ. */
  private long untilDue() {
    long due = Long.MAX_VALUE;
    for (LaneState lane : lanes.values()) {
      Requested first = lane.requested.peek();
      if (first != null && lane.hasRoom()) {
        due = Math.min(due, first.dueMillis());
      }
    }
    return due == Long.MAX_VALUE ? due : Math.max(1, due - clock.millis());
  }

  /**
   * What one lane has.
   *
   * @param executor runs its calls
   * @param pagesMax how many calls may be under way or unhandled
   */
  public record Room(Executor executor, int pagesMax) {}

  private record Requested(Fetch<?> fetch, long dueMillis, long order, int attempt) {}

  private static final class LaneState {

    private final Queue<Requested> requested =
        new PriorityQueue<>(
            Comparator.comparingLong(Requested::dueMillis).thenComparingLong(Requested::order));
    private final Queue<Call<?>> answered = new ConcurrentLinkedQueue<>();
    private final Room room;
    private int outstanding;

    private LaneState(Room room) {
      this.room = room;
    }

    private boolean hasRoom() {
      return outstanding < room.pagesMax();
    }

    private boolean dueBy(long now) {
      Requested first = requested.peek();
      return first != null && first.dueMillis() <= now;
    }
  }

  /** A future, so that whatever a call throws comes out on the task's thread. */
  private final class Call<T> extends FutureTask<T> {

    private final Fetch<T> fetch;
    private final int attempt;
    private final LaneState lane;

    private Call(Fetch<T> fetch, int attempt, LaneState lane) {
      super(fetch.call());
      this.fetch = fetch;
      this.attempt = attempt;
      this.lane = lane;
    }

    @Override
    protected void done() {
      lane.answered.add(this);
      answers.release();
    }

    private void handle() throws InterruptedException {
      T answer;
      try {
        answer = get();
      } catch (ExecutionException e) {
        handleFailure(e.getCause());
        return;
      }
      fetch.answered().accept(answer);
    }

    private void handleFailure(Throwable failure) {
      if (!(failure instanceof Exception exception)) {
        throw new ConnectException(fetch.what() + " failed: " + failure, failure);
      }
      if (fetch.repeated() != null && FailureKind.of(failure).isTransient()) {
        fetch.repeated().accept(exception);
        request(fetch, backOff(fetch.what(), attempt, exception), attempt + 1);
      } else {
        fetch.failed().accept(exception);
      }
    }
  }
}
