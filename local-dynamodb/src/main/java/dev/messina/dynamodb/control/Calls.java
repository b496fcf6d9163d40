package dev.messina.dynamodb.control;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The calls that came in since they are recorded, the latest of them. */
public final class Calls {

  private static final int MOST = 100_000;

  /**
   * One call and how it was answered.
   *
   * @param at by the server's clock
   * @param resource the table's name, or an ARN or iterator that holds it
   * @param body the request's text
   * @param status of HTTP
   */
  public record Recorded(Instant at, String operation, String resource, String body, int status) {}

  private final Deque<Recorded> calls = new ArrayDeque<>();
  private volatile boolean recording;

  /** From now on, or not any longer. None are recorded in the beginning. */
  public void record(boolean wanted) {
    recording = wanted;
  }

  public synchronized List<Recorded> all() {
    return List.copyOf(calls);
  }

  public synchronized void clear() {
    calls.clear();
  }

  boolean isRecording() {
    return recording;
  }

  synchronized void add(Seen seen, Instant at, int status) {
    if (calls.size() == MOST) {
      calls.removeFirst();
    }
    calls.addLast(new Recorded(at, seen.operation(), seen.resource(), seen.body(), status));
  }
}
