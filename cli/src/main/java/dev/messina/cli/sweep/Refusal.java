package dev.messina.cli.sweep;

import java.util.Locale;

/** Why nothing is swept. */
public enum Refusal {
  UNKNOWN_CONNECTOR,
  WRONG_CONNECTOR,
  FAILED_CONNECTOR,
  OTHER_TOPIC,
  UNKNOWN_TARGET,
  UNSUITABLE_TARGET,
  OTHER_WRITER,
  MERGE_MODE,
  FILTERED,
  WRONG_GENERATION,
  REJECTS_UNSEEN,
  SKIPS_TO_LATEST,
  NO_OFFSET,
  UNKNOWN_OFFSET_VERSION,
  EPOCH_NOT_SETTLED,
  NEW_EPOCH_COMING,
  NO_WHOLE_TABLE_EPOCH,
  SNAPSHOT_RUNNING,
  REPAIR_RUNNING,
  TOPIC_MISSING,
  TOPIC_TRIMMED,
  TOPIC_REPLACED,
  NOT_APPLIED,
  DEAD_LETTERS,
  FOREIGN_ROWS;

  /** As it stands in JSON, such as {@code not_applied}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
