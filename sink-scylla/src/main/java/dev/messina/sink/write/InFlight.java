package dev.messina.sink.write;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What a task has accepted and not finished: its rows in bytes, and the requests that carry them.
 * Both have a bound over all of its tables; what finds no room waits. Safe for several threads.
 */
final class InFlight {

  private final long bytesMax;
  private final AdaptiveLimit limit;
  private int requests;
  private int sent;
  private long bytes;

  /**
   * @param requestsMax which the limit never exceeds
   * @param bytesMax which only a row that is larger alone exceeds
   */
  InFlight(int requestsMax, long bytesMax) {
    this.limit = new AdaptiveLimit(requestsMax);
    this.bytesMax = bytesMax;
  }

  /** Makes room for a record; false if there was none in that time. */
  synchronized boolean hold(long recordBytes, Duration wait) {
    if (!await(() -> bytes == 0 || bytes + recordBytes <= bytesMax, wait)) {
      return false;
    }
    bytes += recordBytes;
    return true;
  }

  /** A record has ended. */
  synchronized void release(long recordBytes) {
    bytes -= recordBytes;
    if (bytes <= lowWater(bytesMax)) {
      notifyAll();
    }
  }

  /** Makes room for a request; false if there was none in that time. */
  synchronized boolean enter(Duration wait) {
    if (!await(() -> requests < limit.current(), wait)) {
      return false;
    }
    requests++;
    return true;
  }

  /** A request has ended, with all of its repeats. */
  synchronized void leave() {
    requests--;
    if (requests <= lowWater(limit.current())) {
      notifyAll();
    }
  }

  /** A request that has entered is sent, for the first time or in parts. */
  synchronized void send() {
    sent++;
  }

  /**
   * A request is sent again, if the limit has room for it now: those that entered before it shrank
   * must not all come back at once.
   */
  synchronized boolean sendAgain() {
    if (sent >= limit.current()) {
      return false;
    }
    sent++;
    return true;
  }

  /** The cluster has acknowledged what was sent then. */
  synchronized void acknowledged(long sentAt, long now) {
    sent--;
    limit.acknowledged(sentAt, now, requests >= limit.current() / 2);
  }

  /** The cluster could not take for now what was sent then. */
  synchronized void overloaded(long sentAt, long now) {
    sent--;
    limit.overloaded(sentAt, now);
  }

  /** The cluster has not answered what was sent then. */
  synchronized void unanswered(long sentAt, long now) {
    sent--;
    limit.unanswered(sentAt, now);
  }

  /** What was sent is refused, which says nothing of how the cluster is. */
  synchronized void refused() {
    sent--;
  }

  /** Waits until no request is under way; false if that took longer. */
  synchronized boolean awaitIdle(Duration wait) {
    return await(() -> requests == 0, wait);
  }

  synchronized int requests() {
    return requests;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** How many requests may be in flight now. */
  synchronized int limit() {
    return limit.current();
  }

  /** A thread that waits is woken for a quarter of the room, not for each request that ends. */
  private static long lowWater(long max) {
    return max - max / 4;
  }

  private boolean await(BooleanSupplier room, Duration wait) {
    if (room.getAsBoolean()) {
      return true;
    }
    long end = System.nanoTime() + wait.toNanos();
    try {
      for (long left = wait.toNanos(); left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        if (room.getAsBoolean()) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while waiting for writes to end.", e);
    }
    return false;
  }
}
