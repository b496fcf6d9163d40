package dev.messina.sink.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A dead-letter queue that keeps the reasons. */
final class InMemoryDeadLetters implements DeadLetters {

  private final List<Long> offsets = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  @Override
  public void put(SinkRecord record, DataException reason) {
    offsets.add(record.originalKafkaOffset());
    reasons.add(reason.getMessage());
  }

  List<Long> offsets() {
    return offsets;
  }

  List<String> reasons() {
    return reasons;
  }
}
