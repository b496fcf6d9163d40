package dev.messina.sink.write;

import dev.messina.sink.mutation.RecordCoordinates;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A dead-letter queue that keeps the reasons. */
final class InMemoryDeadLetters implements DeadLetters {

  private final List<RecordCoordinates> places = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  @Override
  public void put(SinkRecord record, DataException reason) {
    places.add(RecordCoordinates.of(record));
    reasons.add(reason.getMessage());
  }

  List<RecordCoordinates> places() {
    return places;
  }

  List<Long> offsets() {
    return places.stream().map(RecordCoordinates::offset).toList();
  }

  List<String> reasons() {
    return reasons;
  }
}
