package dev.messina.source.table;

import dev.messina.source.control.Signal;
import dev.messina.source.offset.TableState;

/** What a table is at: first its epoch is fixed, then it is read. */
public sealed interface TableStage permits FirstEpoch, TableReader {

  /**
   * Takes in what the tasks of the table have committed, each time it has been read again.
   *
   * @return the stage that the table is at now
   */
  TableStage agree(TableState agreement);

  /** Does what a signal about the table asks for. */
  void accept(Signal signal);

  /**
   * Does what has become due. Cheap where nothing has.
   *
   * @return the stage that the table is at now
   */
  TableStage advance();
}
