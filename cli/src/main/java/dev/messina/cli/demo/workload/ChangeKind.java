package dev.messina.cli.demo.workload;

public enum ChangeKind {
  /** An item that never existed. */
  INSERT("inserted"),
  /** The whole item replaced by another one. */
  REPLACE("replaced"),
  /** Some attributes set, some perhaps removed. */
  UPDATE("updated"),
  /** Attributes removed and nothing else. */
  REMOVE_ATTRIBUTES("attributes removed"),
  DELETE("deleted"),
  /** An item that was deleted is there again. */
  REINSERT("re-inserted");

  private final String title;

  ChangeKind(String title) {
    this.title = title;
  }

  /** The word for people. */
  public String title() {
    return title;
  }
}
