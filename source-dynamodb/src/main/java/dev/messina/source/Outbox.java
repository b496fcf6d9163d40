package dev.messina.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** The records of one turn, in the order in which they go to Kafka. */
final class Outbox {

  private List<SourceRecord> records = new ArrayList<>();

  void add(SourceRecord record) {
    records.add(record);
  }

  void addAll(List<SourceRecord> more) {
    records.addAll(more);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** Hands out what has gathered and begins again. */
  List<SourceRecord> drain() {
    List<SourceRecord> drained = records;
    records = new ArrayList<>();
    return drained;
  }
}
