package dev.messina.sink.write;

import dev.messina.sink.mutation.RecordCoordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A dead-letter queue that keeps the reasons. */
final class InMemoryDeadLetters implements DeadLetterReporter {

  private final List<RecordCoordinates> places = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private Future<?> kept = CompletableFuture.completedFuture(null);

  /** When records are kept from now on. */
  void keep(Future<?> whenKept) {
    this.kept = whenKept;
  }

  @Override
  public Future<?> put(SinkRecord record, DataException reason) {
    places.add(RecordCoordinates.of(record));
    reasons.add(reason.getMessage());
    return kept;
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
