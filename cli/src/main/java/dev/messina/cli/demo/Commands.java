package dev.messina.cli.demo;

/** The {@code messina} command, as somebody would type it. */
public interface Commands {

  /** Runs one of its commands within this process. */
  Told run(String... arguments);

  /**
   * What a command has said.
   *
   * @param out its output
   * @param err what it has told besides
   */
  record Told(int exitCode, String out, String err) {}
}
