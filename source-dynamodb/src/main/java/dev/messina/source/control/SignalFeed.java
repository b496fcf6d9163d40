package dev.messina.source.control;

import java.util.List;

/** Where signals come from. */
public interface SignalFeed {

  /** What has come since the last call. Never waits. */
  List<Signal> take();

  /** What has come since the last call and cannot be followed. Never waits. */
  List<RefusedSignal> takeRefused();

  /**
   * Whether all signals from before the feed was opened are out: those that the next {@link #take}
   * after this gives are the last of them. Stays false while they cannot be read.
   */
  boolean caughtUp();
}
