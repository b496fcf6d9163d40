package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.route.TableName;
import dev.messina.sink.statement.RowWriter.BoundRow;
import dev.messina.sink.write.PendingRecord.PendingRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionBatchesTest {

  private static final TableName ORDERS = new TableName("shop", "orders");
  private static final TableName LINES = new TableName("shop", "lines");

  private final PartitionBatches batches = new PartitionBatches(3, 100);

  @Test
  void joinsTheRowsOfAPartitionInTheirOrder() {
    add(ORDERS, "a", 1, 10);
    add(ORDERS, "b", 2, 10);
    add(ORDERS, "a", 3, 10);
    assertThat(batches.hasReady()).isFalse();
    batches.close();
    assertThat(ready()).containsExactly(List.of(1L, 3L), List.of(2L));
    batches.close();
    assertThat(batches.hasReady()).isFalse();
  }

  @Test
  void aFullBatchIsReadyAtOnceAndTheNextOneGoesBehindIt() {
    for (long offset = 1; offset <= 4; offset++) {
      add(ORDERS, "a", offset, 10);
    }
    assertThat(batches.hasReady()).isTrue();
    batches.close();
    assertThat(ready()).containsExactly(List.of(1L, 2L, 3L), List.of(4L));
  }

  @Test
  void aBatchIsFullByItsBytes() {
    add(ORDERS, "a", 1, 60);
    add(ORDERS, "a", 2, 40);
    assertThat(ready()).containsExactly(List.of(1L, 2L));
    add(ORDERS, "a", 3, 60);
    add(ORDERS, "a", 4, 41);
    assertThat(ready()).containsExactly(List.of(3L));
    batches.close();
    assertThat(ready()).containsExactly(List.of(4L));
  }

  @Test
  void aRowThatIsTooLargeLeavesAloneAndBehindThoseBeforeIt() {
    add(ORDERS, "a", 1, 10);
    add(ORDERS, "a", 2, 500);
    add(ORDERS, "a", 3, 10);
    batches.close();
    assertThat(ready()).containsExactly(List.of(1L), List.of(2L), List.of(3L));
  }

  @Test
  void theSameKeyInAnotherTableIsAnotherPartition() {
    add(ORDERS, "a", 1, 10);
    add(LINES, "a", 2, 10);
    batches.close();
    assertThat(ready()).containsExactly(List.of(1L), List.of(2L));
  }

  private void add(TableName table, String key, long offset, int bytes) {
    ByteBuffer partition = StandardCharsets.UTF_8.encode(key);
    RecordCoordinates where = new RecordCoordinates("orders", 0, offset);
    batches.add(
        new PendingRow(
            null, 0, new BoundRow(table, List.of(), partition, bytes, 0, where), Instant.EPOCH));
  }

  private List<List<Long>> ready() {
    List<List<Long>> ready = new ArrayList<>();
    while (batches.hasReady()) {
      Attempt whole = batches.takeReady().next();
      ready.add(whole.rows().stream().map(row -> row.bound().coordinates().offset()).toList());
    }
    return ready;
  }
}
