package dev.messina.cli.status;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.migration.PairName;
import java.util.List;
import java.util.Optional;

/**
 * How a migration stands. What could not be read is empty.
 *
 * @param unreadable why not all could be read, each in a sentence without its stop
 */
public record MigrationStatus(
    PairName name,
    Optional<ConnectorStatus> source,
    Optional<ConnectorStatus> sink,
    List<TableStatus> tables,
    Optional<LastError> lastError,
    List<String> unreadable) {

  /** How it stands in a word. */
  public enum State {
    /** Both connectors run, and all their tasks. */
    RUNNING,
    /** A connector or a task does not. */
    NOT_RUNNING,
    /** They run as far as is known, and not all could be read. */
    UNREADABLE
  }

  public MigrationStatus {
    tables = List.copyOf(tables);
    unreadable = List.copyOf(unreadable);
  }

  public State state() {
    if (source.filter(status -> !status.isRunning()).isPresent()
        || sink.filter(status -> !status.isRunning()).isPresent()) {
      return State.NOT_RUNNING;
    }
    return unreadable.isEmpty() && source.isPresent() && sink.isPresent()
        ? State.RUNNING
        : State.UNREADABLE;
  }
}
