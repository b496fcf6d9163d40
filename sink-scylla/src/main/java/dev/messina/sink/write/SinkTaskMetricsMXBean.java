package dev.messina.sink.write;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

public interface SinkTaskMetricsMXBean {

  @Meaning("records whose rows were acknowledged as written")
  long getWritten();

  @Meaning("records whose delete was acknowledged")
  long getDeleted();

  @Meaning("tombstones in what was acknowledged, of rows and of cells")
  long getTombstonesWritten();

  @Meaning("records without a value that `behavior.on.null.values=ignore` skipped")
  long getTombstonesIgnored();

  @Meaning("records that were dead-lettered")
  long getRecordsDeadLettered();

  @Meaning("the same by reason: `conversion`, or the error with which the server refused them")
  Map<String, Long> getRecordsDeadLetteredByReason();

  @Meaning("rows that were sent again")
  long getRetried();

  @Meaning("the same by the error before")
  Map<String, Long> getRetriedByReason();

  @Meaning("records that were accepted and are neither acknowledged nor dead-lettered")
  long getInFlight();

  @Meaning("requests that are on their way, or wait to be sent again")
  int getInFlightRequests();

  @Meaning("what is accepted and not done, as `write.inflight.max.bytes` counts it")
  long getInFlightBytes();

  @Meaning(
      "how many requests may be on their way now: `write.inflight.max`, or less under pressure")
  int getInFlightLimit();

  @Meaning("requests that were acknowledged")
  long getRequests();

  @Meaning("rows of an acknowledged request on average, -1 if there was none")
  double getBatchRowsMean();

  @Meaning("median of the time from a request to its acknowledgement, in milliseconds; see below")
  double getLatencyP50Ms();

  @Meaning("95 of 100 requests took no longer")
  double getLatencyP95Ms();

  @Meaning("99 of 100 requests took no longer")
  double getLatencyP99Ms();

  @Meaning("the longest took this long")
  double getLatencyMaxMs();

  @Meaning(
      "from the write timestamp of the record that was acknowledged last until then, -1 before")
  long getLagMs();

  @Meaning(
      "by topic and partition, such as `orders-3`: the offset up to which every record is written"
          + " or dead-lettered; not there before the first is")
  Map<String, Long> getAcknowledgedOffsetByPartition();

  @Meaning(
      "the same for the newest write timestamp that was written up to that offset, in milliseconds"
          + " since 1970; not there where it is not known")
  Map<String, Long> getAppliedChangeTimeMsByPartition();

  @Meaning("values left out because the table has no column for them (`unknown.columns=ignore`)")
  long getUnknownColumnsIgnored();

  /** What a metric means, with its unit, in the words of the documentation. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Meaning {
    String value();
  }
}
