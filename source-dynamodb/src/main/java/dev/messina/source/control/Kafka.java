package dev.messina.source.control;

import dev.messina.source.control.Signal.RefusedSignal;
import java.util.List;

/**
 * Kafka as a task sees it. Everything here is used from the task's own thread, except what asks
 * about topics.
 *
 * @param topics asks about topics; may take seconds
 */
public record Kafka(
    ControlRecords control,
    Outbox outbox,
    Notifications notifications,
    TopicQuestions topics,
    SignalFeed signals,
    Heartbeats heartbeats) {

  /** Where signals come from. */
  public interface SignalFeed {

    /** What has come since the last call. Never waits. */
    List<Signal> take();

    /** What has come since the last call and cannot be followed. Never waits. */
    List<RefusedSignal> takeRefused();

    /**
     * Whether all signals from before the feed was opened are out: those that the next {@link
     * #take} after this gives are the last of them. Stays false while they cannot be read.
     */
    boolean caughtUp();
  }
}
