package dev.messina.sink.write;

import dev.messina.sink.mutation.RowMutation;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what a task does. Safe for several threads. */
public final class SinkTaskMetrics implements SinkTaskMetricsMBean {

  private final LongAdder written = new LongAdder();
  private final LongAdder deleted = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder inFlight = new LongAdder();
  private final LongSupplier unknownColumnsIgnored;

  public SinkTaskMetrics(LongSupplier unknownColumnsIgnored) {
    this.unknownColumnsIgnored = unknownColumnsIgnored;
  }

  void onStart() {
    inFlight.increment();
  }

  void onEnd() {
    inFlight.decrement();
  }

  void onWritten(RowMutation mutation) {
    mutation.fold(replace -> written, delete -> deleted).increment();
  }

  void onRejected() {
    rejected.increment();
  }

  void onRetry() {
    retried.increment();
  }

  @Override
  public long getWritten() {
    return written.sum();
  }

  @Override
  public long getDeleted() {
    return deleted.sum();
  }

  @Override
  public long getRejected() {
    return rejected.sum();
  }

  @Override
  public long getRetried() {
    return retried.sum();
  }

  @Override
  public long getInFlight() {
    return inFlight.sum();
  }

  @Override
  public long getUnknownColumnsIgnored() {
    return unknownColumnsIgnored.getAsLong();
  }
}
