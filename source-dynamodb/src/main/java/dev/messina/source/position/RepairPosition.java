package dev.messina.source.position;

/**
 * How far the listed keys have been read.
 *
 * @param next the index of the next key
 * @param done whether all have been read
 */
public record RepairPosition(long next, boolean done) implements SourcePosition {

  /** Before the first key. */
  public static final RepairPosition START = new RepairPosition(0, false);
}
