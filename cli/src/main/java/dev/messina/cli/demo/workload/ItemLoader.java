package dev.messina.cli.demo.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Fills a table with the first items of a generator, in batches, from several threads. */
public final class ItemLoader {

  /** DynamoDB takes no more in one batch. */
  private static final int BATCH_ITEMS = 25;

  private static final int THREADS = 4;
  private static final int ATTEMPTS_MAX = 10;
  private static final long FIRST_PAUSE_MS = 50;
  private static final long PAUSE_MAX_MS = 2_000;

  private final DynamoDbClient client;
  private final String table;
  private final ItemGenerator items;
  private final long firstPauseMs;

  public ItemLoader(DynamoDbClient client, String table, ItemGenerator items) {
    this(client, table, items, FIRST_PAUSE_MS);
  }

  /**
   * @param firstPauseMs after the first answer that leaves items unprocessed; doubled each time
   */
  ItemLoader(DynamoDbClient client, String table, ItemGenerator items, long firstPauseMs) {
    this.client = client;
    this.table = table;
    this.items = items;
    this.firstPauseMs = firstPauseMs;
  }

  /**
   * Returns when all items are written.
   *
   * @param progress is told how many are, from the loading threads
   */
  public void load(long count, LongConsumer progress) {
    AtomicLong written = new AtomicLong();
    try (Lanes lanes = new Lanes("load", THREADS)) {
      lanes.start(
          lane -> {
            for (long from = (long) lane * BATCH_ITEMS;
                from < count;
                from += (long) THREADS * BATCH_ITEMS) {
              long to = Math.min(from + BATCH_ITEMS, count);
              writeBatch(from, to);
              progress.accept(written.addAndGet(to - from));
            }
          });
      lanes.await();
    }
  }

  private void writeBatch(long from, long to) throws InterruptedException {
    List<WriteRequest> batch = new ArrayList<>(BATCH_ITEMS);
    for (long number = from; number < to; number++) {
      Map<String, AttributeValue> item = items.item(number, 0);
      batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    for (int attempt = 0; !batch.isEmpty(); attempt++) {
      if (attempt == ATTEMPTS_MAX) {
        throw new IllegalStateException(
            "DynamoDB left %d items of table %s unprocessed after %d attempts; slow down or raise its limits."
                .formatted(batch.size(), table, ATTEMPTS_MAX));
      }
      if (attempt > 0) {
        TimeUnit.MILLISECONDS.sleep(Math.min(firstPauseMs << (attempt - 1), PAUSE_MAX_MS));
      }
      Map<String, List<WriteRequest>> request = Map.of(table, batch);
      batch =
          client
              .batchWriteItem(write -> write.requestItems(request))
              .unprocessedItems()
              .getOrDefault(table, List.of());
    }
  }
}
