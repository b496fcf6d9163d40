package dev.messina.sink.mutation;

import java.util.function.Supplier;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a record stands in Kafka, for messages: {@code topic-partition@offset}. It is the record's
 * original place, whatever topic a transform has since given it.
 */
public record RecordCoordinates(String topic, int partition, long offset) {

  private static final Logger LOG = LoggerFactory.getLogger(RecordCoordinates.class);

  public static RecordCoordinates of(SinkRecord record) {
    return new RecordCoordinates(
        record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
  }

  /**
   * The error for which this record is dead-lettered. It must say what, where and what to do, and
   * must not carry a value of the record: its message ends up in logs and dead-letter headers.
   */
  public DataException error(String problem) {
    return new DataException(message(problem));
  }

  /** The error for which this record is dead-lettered: the names of its key's fields. */
  public KeyMismatch keyMismatch(String problem) {
    return new KeyMismatch(message(problem));
  }

  /**
   * The outcome of a step that nothing but this record's content can make fail. What a record holds
   * never stops a task: the record is dead-lettered.
   *
   * @param step what is done with it, to end "an unexpected … " with
   * @throws DataException if the step throws anything. What was not foreseen is logged with its
   *     stack, but without its message, which may quote a value
   */
  public <T> T guarded(String step, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DataException reason) {
      throw reason;
    } catch (RuntimeException | StackOverflowError unexpected) {
      String kind = unexpected.getClass().getName();
      Throwable bare = new IllegalStateException(kind);
      bare.setStackTrace(unexpected.getStackTrace());
      LOG.error("Unexpected {} {}; the record at {} is dead-lettered", kind, step, this, bare);
      throw error(
          "its content caused an unexpected "
              + kind
              + " "
              + step
              + ", which is a fault of the sink; report it with the stack in the worker's log,"
              + " and have a transform leave out what is unusual about the record");
    }
  }

  private String message(String problem) {
    return "Record at " + this + ": " + problem + ".";
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }

  /**
   * A record whose key has other fields than the table's primary key has columns. It is about names
   * alone, so that it is true of every record with the same fields in its key.
   */
  public static final class KeyMismatch extends DataException {

    private static final long serialVersionUID = 1L;

    KeyMismatch(String message) {
      super(message);
    }
  }
}
