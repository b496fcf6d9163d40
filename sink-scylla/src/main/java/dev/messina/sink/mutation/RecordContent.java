package dev.messina.sink.mutation;

import java.util.function.Supplier;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a record holds never stops a task: the record is dead-lettered. */
public final class RecordContent {

  private static final Logger LOG = LoggerFactory.getLogger(RecordContent.class);

  private RecordContent() {}

  /**
   * The outcome of a step that nothing but the record's content can make fail.
   *
   * @param where the record
   * @param step what is done with it, to end "an unexpected … " with
   * @throws DataException if the step throws anything. What was not foreseen is logged with its
   *     stack, but without its message, which may quote a value
   */
  public static <T> T guarded(RecordCoordinates where, String step, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DataException reason) {
      throw reason;
    } catch (RuntimeException | StackOverflowError unexpected) {
      String kind = unexpected.getClass().getName();
      Throwable bare = new IllegalStateException(kind);
      bare.setStackTrace(unexpected.getStackTrace());
      LOG.error("Unexpected {} {}; the record at {} is dead-lettered", kind, step, where, bare);
      throw where.error(
          "its content caused an unexpected "
              + kind
              + " "
              + step
              + ", which is a fault of the sink; report it with the stack in the worker's log,"
              + " and have a transform leave out what is unusual about the record");
    }
  }
}
