package dev.messina.source;

import dev.messina.source.change.ItemJson;
import dev.messina.source.position.RepairPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.TablePosition;
import dev.messina.source.read.KeyReader;
import dev.messina.source.record.SourceRecords;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads listed keys again: each item that is there is written at exactly the epoch, each that is
 * not is deleted just below it.
 */
final class KeyReading {

  private static final Logger LOG = LoggerFactory.getLogger(KeyReading.class);

  private final TaskScope scope;
  private final SourceRecords records;
  private final SourcePartition.Repair partition;
  private final List<String> keys;
  private final KeyReader reader;

  /**
   * @param table with the keys, under a raised epoch
   * @param from how far they have been read
   */
  KeyReading(
      TaskScope scope,
      String name,
      TablePosition table,
      RepairPosition from,
      SourceRecords records) {
    this.scope = scope;
    this.records = records;
    this.partition = new SourcePartition.Repair(name, table.floorMicros());
    this.keys = ItemJson.readKeys(table.keys()).stream().map(ItemJson::write).toList();
    this.reader =
        new KeyReader(
            scope.fetches(),
            scope.tables(),
            name,
            keys,
            Math.toIntExact(from.next()),
            this::accept);
  }

  void begin() {
    LOG.info("Table '{}': {} listed keys to read", partition.table(), keys.size());
    reader.begin();
  }

  void abandon() {
    reader.abandon();
  }

  long epochMicros() {
    return partition.epochMicros();
  }

  private void accept(KeyReader.Answer answer) {
    int next = answer.index() + 1;
    scope
        .outbox()
        .addAll(
            records.repaired(
                answer.key(),
                answer.item(),
                partition,
                new RepairPosition(answer.index(), false),
                new RepairPosition(next, next == keys.size()),
                partition.epochMicros(),
                scope.clock().instant()));
    if (next == keys.size()) {
      LOG.info("Table '{}': all {} listed keys have been read", partition.table(), next);
    }
  }
}
