package dev.messina.source;

/** What a table is at: first its epoch is fixed, then it is read. */
sealed interface TableStage permits EpochStage, ReadingStage {

  /**
   * Does what has become due. Cheap where nothing has.
   *
   * @return the stage that the table is at now
   */
  TableStage advance();
}
