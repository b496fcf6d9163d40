package dev.messina.source.control;

import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/** The records of one turn, in the order in which they go to Kafka. */
public final class Outbox {

  private final ControlRecords control;
  private List<SourceRecord> records = new ArrayList<>();

  /**
   * @param control carries the offsets that no change can carry
   */
  public Outbox(ControlRecords control) {
    this.control = control;
  }

  public void add(SourceRecord record) {
    records.add(record);
  }

  public void addAll(List<SourceRecord> more) {
    records.addAll(more);
  }

  /** Tells operators something, where they want to be told. */
  public void tell(Optional<SourceRecord> notification) {
    notification.ifPresent(records::add);
  }

  /** Has an offset committed. */
  public void commit(SourcePartition partition, SourceOffset offset) {
    records.add(control.offsetRecord(partition, offset));
  }

  /** Has what is committed of a partition deleted. */
  public void forget(SourcePartition partition) {
    records.add(control.tombstone(partition));
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
