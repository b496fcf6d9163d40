package dev.messina.cli.repair;

import java.util.Locale;

/** What has become of one thing. */
public enum Outcome {
  /** Nothing was done yet. */
  PLANNED(true),
  /** The item was read again, and its row is written or not of this target. */
  REWRITTEN(true),
  /** The item is gone; the source has sent the delete of its row. */
  DELETED(true),
  /** The row of no item was deleted. */
  SWEPT(true),
  /** The row was gone already. */
  ABSENT(true),
  /** The row was written since the epoch: an item has it. */
  ALIVE(true),
  /** An item has the row by now; nothing was deleted. */
  OWNED(false),
  /** The row is not as it was when it was seen; nothing was deleted. */
  CHANGED(false),
  /** The row of no item shows a write timestamp of the epoch or later. */
  NEWER(false),
  /** The sink rejects the item, as the dead-letter queue says. */
  DEAD_LETTERED(false),
  /** The source has sent nothing for the key: it is too big, or could not be read. */
  NOT_SENT(false),
  /** The row shows a write timestamp that the sink cannot have written. */
  FOREIGN(false),
  /** Not touched. */
  LEFT(false),
  /** The repair ended before. */
  UNKNOWN(false);

  private final boolean mended;

  Outcome(boolean mended) {
    this.mended = mended;
  }

  /** Whether nothing is left to do. */
  public boolean isMended() {
    return mended;
  }

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  String text() {
    return switch (this) {
      case PLANNED -> "planned";
      case REWRITTEN -> "read again";
      case DELETED -> "the item is gone, and so is its row";
      case SWEPT -> "swept";
      case ABSENT -> "gone already";
      case ALIVE -> "written since; it stays";
      case OWNED -> "an item has it by now; verify again";
      case CHANGED -> "it was written since it was seen; verify again";
      case NEWER -> "its write timestamp lies above the epoch; it stays";
      case DEAD_LETTERED -> "rejected again; see messina dlq explain";
      case NOT_SENT -> "the source has not sent it; its log says why";
      case FOREIGN -> "others have written it; it stays";
      case LEFT -> "left as it is";
      case UNKNOWN -> "not known; apply again";
    };
  }
}
