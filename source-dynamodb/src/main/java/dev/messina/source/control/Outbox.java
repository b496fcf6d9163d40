package dev.messina.source.control;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** The records of one turn, in the order in which they go to Kafka. */
public final class Outbox {

  private List<SourceRecord> records = new ArrayList<>();

  public void add(SourceRecord record) {
    records.add(record);
  }

  public void addAll(List<SourceRecord> more) {
    records.addAll(more);
  }

  public boolean isEmpty() {
    return records.isEmpty();
  }

  /** Hands out what has gathered and begins again. */
  public List<SourceRecord> drain() {
    List<SourceRecord> drained = records;
    records = new ArrayList<>();
    return drained;
  }
}
