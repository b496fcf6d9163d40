package dev.messina.source.metrics;

import dev.messina.source.metrics.MetricAttributes.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * The shards as one attribute, a row for each. A bean for each shard would be registered again with
 * every rollover, and a table may have hundreds.
 */
final class ShardRows {

  static final String KEY = "Shard";

  static final List<Metric<ShardMetrics>> COLUMNS =
      List.of(
          Metric.words(
              "State",
              "`reading`, or `waiting` until the end of its parent is committed",
              shard -> shard.isReading() ? "reading" : "waiting"),
          Metric.count(
              "MilliSecondsBehindSource",
              "changes older than this have been read",
              ShardMetrics::lagMillis),
          Metric.count(
              "TimeToTrimSeconds",
              "until DynamoDB drops changes that have not been read",
              ShardMetrics::secondsToTrim),
          Metric.count("Records", "changes read by this task", ShardMetrics::records),
          Metric.count(
              "WaitingForParentSeconds",
              "since it was listed, if it is waiting; otherwise 0",
              ShardMetrics::waitingSeconds),
          Metric.count(
              "WriteTimestampDriftMs",
              "how far its newest write timestamp lies ahead of the clock",
              ShardMetrics::writeTimestampAheadMillis),
          Metric.count(
              "SecondsSinceLastAnswer",
              "since DynamoDB's last answer, -1 if it is waiting",
              ShardMetrics::secondsSinceAnswer),
          Metric.words(
              "StallCause",
              "why nothing comes of it, or empty",
              shard -> shard.stallCause().text()));

  static final TabularType TYPE = type();

  private ShardRows() {}

  static TabularData of(Map<String, ShardMetrics> shards) {
    TabularDataSupport table = new TabularDataSupport(TYPE);
    shards.forEach((id, shard) -> table.put(row(id, shard)));
    return table;
  }

  private static CompositeDataSupport row(String id, ShardMetrics shard) {
    List<Object> values = new ArrayList<>();
    values.add(id);
    COLUMNS.forEach(column -> values.add(column.value().apply(shard)));
    try {
      return new CompositeDataSupport(TYPE.getRowType(), names(), values.toArray());
    } catch (OpenDataException e) {
      throw new IllegalStateException("A row does not fit its own columns", e);
    }
  }

  private static TabularType type() {
    List<String> texts = new ArrayList<>(List.of("id of the shard"));
    List<OpenType<?>> types = new ArrayList<>(List.of(SimpleType.STRING));
    for (Metric<ShardMetrics> column : COLUMNS) {
      texts.add(column.text());
      types.add(column.type());
    }
    try {
      CompositeType row =
          new CompositeType(
              "Shard",
              "A shard that is read or waits",
              names(),
              texts.toArray(String[]::new),
              types.toArray(OpenType<?>[]::new));
      return new TabularType("Shards", "Shards that are read or wait", row, new String[] {KEY});
    } catch (OpenDataException e) {
      throw new IllegalStateException("The columns are fixed and differ", e);
    }
  }

  private static String[] names() {
    List<String> names = new ArrayList<>(List.of(KEY));
    COLUMNS.forEach(column -> names.add(column.name()));
    return names.toArray(String[]::new);
  }
}
