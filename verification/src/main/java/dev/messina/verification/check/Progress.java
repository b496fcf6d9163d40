package dev.messina.verification.check;

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
}
