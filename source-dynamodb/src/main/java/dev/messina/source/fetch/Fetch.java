package dev.messina.source.fetch;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * A call to DynamoDB and what becomes of its answer.
 *
 * @param lane which limit it counts against, and who goes first
 * @param what the call in words, with its coordinates, for messages
 * @param call runs on a fetch thread; touches no state but what it was given
 * @param answered runs on the task's own thread
 * @param failed runs on the task's own thread, with failures that repeating the call does not cure,
 *     and with all others too if the call is not repeated
 * @param repeated runs on the task's own thread, with failures after which the call is repeated;
 *     null if it never is
 */
public record Fetch<T>(
    Lane lane,
    String what,
    Callable<T> call,
    Consumer<T> answered,
    Consumer<Exception> failed,
    Consumer<Exception> repeated) {

  /** A call that is repeated until it succeeds, or fails for good. */
  public Fetch(
      Lane lane, String what, Callable<T> call, Consumer<T> answered, Consumer<Exception> failed) {
    this(lane, what, call, answered, failed, failure -> {});
  }

  /** The stream goes first: its records are gone after a day, a table can be read at any time. */
  public enum Lane {
    STREAM,
    SCAN
  }
}
