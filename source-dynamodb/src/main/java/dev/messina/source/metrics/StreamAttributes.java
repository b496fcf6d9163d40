package dev.messina.source.metrics;

import dev.messina.source.metrics.MetricAttributes.Metric;
import dev.messina.source.metrics.StreamMetrics.StreamCounter;
import java.util.List;

/** What can be asked about the stream of a table. */
final class StreamAttributes {

  static final List<Metric<StreamMetrics>> ALL =
      List.of(
          Metric.<StreamMetrics>count(
                  "MilliSecondsBehindSource",
                  "of the shard that is furthest behind: changes older than this have been read; -1"
                      + " without shards",
                  StreamMetrics::lagMillisMax)
              .alsoInConnect(),
          Metric.count(
              "MinMilliSecondsBehindSource",
              "the same of the shard that is least behind",
              StreamMetrics::lagMillisMin),
          Metric.<StreamMetrics>count(
                  "TimeToTrimSeconds",
                  "until DynamoDB drops changes that have not been read, of the shard that is"
                      + " nearest to it; 86400 without shards",
                  StreamMetrics::secondsToTrim)
              .alsoInConnect(),
          Metric.words(
              "Epoch",
              "the write timestamp above which the table's changes lie, as a time in UTC; empty"
                  + " before there is one",
              stream -> MetricAttributes.utc(stream.epochMicros())),
          counter("TotalNumberOfEventsSeen", "changes read", StreamCounter.EVENTS),
          counter("TotalNumberOfCreateEventsSeen", "new items among them", StreamCounter.CREATES),
          counter("TotalNumberOfUpdateEventsSeen", "changed items", StreamCounter.UPDATES),
          counter("TotalNumberOfDeleteEventsSeen", "deleted items", StreamCounter.DELETES),
          Metric.count(
              "MilliSecondsSinceLastEvent",
              "since the last page with changes, -1 if there was none",
              StreamMetrics::millisSinceEvent),
          Metric.count(
              "NumberOfShardsReading", "shards of this task that are read", StreamMetrics::reading),
          Metric.<StreamMetrics>count(
                  "NumberOfShardsWaiting",
                  "those that wait until the end of their parent is committed",
                  StreamMetrics::waiting)
              .alsoInConnect(),
          counter("NumberOfShardsFinished", "shards read to the end", StreamCounter.FINISHED),
          Metric.<StreamMetrics>count(
                  "WaitingForParentSeconds",
                  "of the shard that has waited longest, since it was listed",
                  StreamMetrics::waitingSeconds)
              .alsoInConnect(),
          Metric.<StreamMetrics>count(
                  "OldestUnreadShardAgeSeconds",
                  "of the shard without any answer that was listed first",
                  StreamMetrics::unreadSeconds)
              .alsoInConnect(),
          Metric.<StreamMetrics>count(
                  "WriteTimestampDriftMs",
                  "how far the newest write timestamp lies ahead of the clock",
                  StreamMetrics::writeTimestampAheadMillis)
              .alsoInConnect(),
          counter("IteratorRefreshes", "iterators that had expired", StreamCounter.REFRESHES),
          counter(
              "DataLossEvents", "times that changes were lost unread", StreamCounter.DATA_LOSSES),
          Metric.<StreamMetrics>count(
                  "StreamSwitchedOffSeconds",
                  "since the stream was found switched off, 0 if it is not; of the task that leads"
                      + " the table",
                  StreamMetrics::switchedOffSeconds)
              .alsoInConnect(),
          counter("OversizeRecords", "records too large for Kafka", StreamCounter.OVERSIZE),
          counter(
              "TtlDeletesSkipped", "deletions by time to live left out", StreamCounter.TTL_SKIPPED),
          counter("DroppedRecords", "records left out by a policy", StreamCounter.DROPPED),
          Metric.count(
              "SecondsSinceLastListing",
              "since the shards were listed, -1 if they were not yet",
              StreamMetrics::secondsSinceListing),
          Metric.<StreamMetrics>count(
                  "SecondsSinceLastAnswer",
                  "of the shard that has been silent longest, -1 if none is read",
                  StreamMetrics::secondsSinceAnswer)
              .alsoInConnect(),
          Metric.words(
              "StallCause", "why nothing is read, or empty", stream -> stream.stallCause().text()),
          new Metric<>(
              "Shards",
              ShardRows.TYPE,
              "the shards of this task that are read or wait, a row for each, see below",
              false,
              StreamMetrics::rows));

  private StreamAttributes() {}

  private static Metric<StreamMetrics> counter(String name, String text, StreamCounter counter) {
    return Metric.<StreamMetrics>count(name, text, stream -> stream.count(counter)).alsoInConnect();
  }
}
