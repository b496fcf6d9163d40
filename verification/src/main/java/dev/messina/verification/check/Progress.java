package dev.messina.verification.check;

import java.time.Instant;
import java.util.Map;

/** Is told how far a verification is. May be called by several threads. */
public interface Progress {

  /** What is done from now on, in a few words. */
  void phase(String words);

  /**
   * How far that is.
   *
   * @param expected an estimate; 0 if there is none
   */
  void reached(long done, long expected);

  /** A generation has ended. */
  void generation(Generation ended);

  /**
   * After that generation every item is its row, as far as the run has looked.
   *
   * @param until all changes up to here were applied and looked at
   * @param topic by partition, the offset from which the topic holds every change that a later run
   *     has still to look at
   */
  default void verified(Instant until, Map<Integer, Long> topic) {}
}
