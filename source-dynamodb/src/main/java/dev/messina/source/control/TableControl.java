package dev.messina.source.control;

import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.control.Signal.SignalType;
import java.util.OptionalDouble;

/**
 * How signals want a table to be read now. The later signal wins by its {@link SignalPosition}, in
 * whatever order they are taken in, so that every task of a table comes to the same state, and to
 * the same again after a restart.
 */
public final class TableControl {

  /** As configured: no signal. */
  public static final TableControl AS_CONFIGURED = new TableControl(null, null, null);

  /** The last signal that paused or resumed the snapshot, or null. */
  private final Signal snapshot;

  /** The last signal that paused or resumed the stream, or null. */
  private final Signal stream;

  /** The last signal that changed the speed of the scan, or null. */
  private final Signal.ThrottleSnapshot throttle;

  private TableControl(Signal snapshot, Signal stream, Signal.ThrottleSnapshot throttle) {
    this.snapshot = snapshot;
    this.stream = stream;
    this.throttle = throttle;
  }

  public boolean snapshotPaused() {
    return snapshot != null && snapshot.type() == SignalType.PAUSE_SNAPSHOT;
  }

  public boolean streamPaused() {
    return stream != null && stream.type() == SignalType.PAUSE_STREAM;
  }

  /**
   * Read request units a second for the whole table, over all its tasks; when empty, as configured.
   */
  public OptionalDouble maxRcu() {
    return throttle == null ? OptionalDouble.empty() : throttle.maxRcu();
  }

  /** The state once this signal, which means the table, counts as well. */
  public TableControl after(Signal signal) {
    return switch (signal.type()) {
      case PAUSE_SNAPSHOT, RESUME_SNAPSHOT ->
          new TableControl(later(snapshot, signal), stream, throttle);
      case PAUSE_STREAM, RESUME_STREAM ->
          new TableControl(snapshot, later(stream, signal), throttle);
      case THROTTLE_SNAPSHOT ->
          new TableControl(snapshot, stream, (Signal.ThrottleSnapshot) later(throttle, signal));
      case EXECUTE_SNAPSHOT, STOP_SNAPSHOT -> this;
    };
  }

  private static Signal later(Signal known, Signal signal) {
    return known == null || signal.at().compareTo(known.at()) > 0 ? signal : known;
  }
}
