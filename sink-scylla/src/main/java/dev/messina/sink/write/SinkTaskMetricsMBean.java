package dev.messina.sink.write;

/** What a sink task has done since it started, counted in rows unless it says otherwise. */
public interface SinkTaskMetricsMBean {

  /** Rows whose new image was acknowledged. */
  long getWritten();

  /** Rows whose delete was acknowledged. */
  long getDeleted();

  /** Records that were put aside. */
  long getRejected();

  /** Attempts that were repeats. */
  long getRetried();

  /** Rows that have been sent, or wait to be sent again, and are not acknowledged. */
  long getInFlight();

  /** Values that were left out because the table has no column for them. */
  long getUnknownColumnsIgnored();
}
