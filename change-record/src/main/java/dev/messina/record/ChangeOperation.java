package dev.messina.record;

import org.apache.kafka.connect.errors.DataException;

/** What happened to an item. The wire code is Debezium's. */
public enum ChangeOperation {
  /** The item as the snapshot found it. */
  SNAPSHOT("r"),
  CREATE("c"),
  UPDATE("u"),
  DELETE("d");

  private final String code;

  ChangeOperation(String code) {
    this.code = code;
  }

  /** The one letter that stands in {@code op} and in the {@code messina.op} header. */
  public String code() {
    return code;
  }

  /**
   * The operation of a wire code.
   *
   * @throws DataException if the code is none of r, c, u, d
   */
  public static ChangeOperation fromCode(String code) {
    return switch (code) {
      case "r" -> SNAPSHOT;
      case "c" -> CREATE;
      case "u" -> UPDATE;
      case "d" -> DELETE;
      default ->
          throw new DataException(
              "Operation '" + code + "' is unknown; this version reads r, c, u and d.");
    };
  }
}
