package dev.messina.bench.source;

/** Something that reads a table and writes to a topic until it is stopped. */
interface Load {

  /** Begins; returns at once. */
  void start();

  /** Returns when nothing runs any more. */
  void stop() throws InterruptedException;
}
