package dev.messina.sink.mutation;

import dev.messina.sink.mutation.RecordCoordinates.KeyMismatch;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Knows records of Messina's own source that can only have come here by a mistake in the
 * configuration. What is true of one of them is true of all, so that the task stops at the first
 * instead of dead-lettering all of them. Only looked at once a record cannot be written.
 */
public final class MisplacedRecords {

  private static final Set<String> CONTROL_FIELDS =
      Set.of("connector", "at_ms", "partition", "position");

  private MisplacedRecords() {}

  /**
   * Why the task must stop at a record; empty if it may be the record's fault.
   *
   * @param reason what is wrong with it
   */
  public static Optional<ConnectException> reason(SinkRecord record, DataException reason) {
    if (reason instanceof KeyMismatch && KnownHeaders.areOfItem(record)) {
      return Optional.of(
          new ConnectException(
              reason.getMessage()
                  + " This is so for every row of the mapping. Nothing was skipped: correct the"
                  + " configuration or the table, then restart the task.",
              reason));
    }
    Object value = readable(record);
    if (value instanceof Map<?, ?> map && map.keySet().equals(CONTROL_FIELDS)) {
      return Optional.of(stop(record, control(record.originalTopic())));
    }
    if (isItem(value)) {
      return Optional.of(
          stop(
              record,
              "it is a change record of the DynamoDB source, whose item is not a row yet. Add the"
                  + " ItemToRow transform (transforms=row,"
                  + " transforms.row.type=dev.messina.transforms.ItemToRow), without a predicate"
                  + " that leaves out this topic. Then restart the task: nothing was skipped"));
    }
    return Optional.empty();
  }

  private static String control(String topic) {
    return "its topic is the control topic of a DynamoDB source and holds no rows. Have 'topics' or"
        + " 'topics.regex' leave it out, for instance with (?!"
        + topic.replace(".", "\\.")
        + "$) before the pattern. Then restart the task: no row was skipped";
  }

  private static boolean isItem(Object value) {
    if (!Envelope.is(value) || !Envelope.of(value).holdsItems()) {
      return false;
    }
    Object source = Envelope.of(value).fields().value("source");
    return RowFields.has(source) && "dynamodb".equals(RowFields.of(source).value("connector"));
  }

  private static Object readable(SinkRecord record) {
    Object value = record.value();
    if (value instanceof Map<?, ?> || value instanceof Struct) {
      return value;
    }
    try {
      return value instanceof String text && LosslessJson.looksLikeObject(text)
          ? LosslessJson.container(text)
          : null;
    } catch (LosslessJson.Malformed | DataException unreadable) {
      return null;
    }
  }

  private static ConnectException stop(SinkRecord record, String problem) {
    return new ConnectException("Record at " + RecordCoordinates.of(record) + ": " + problem + ".");
  }
}
