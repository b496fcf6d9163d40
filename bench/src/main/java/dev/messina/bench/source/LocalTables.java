package dev.messina.bench.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes tables to be read in the project's DynamoDB, and fills them. */
public final class LocalTables {

  private static final int BATCH = 25;
  private static final int THREADS = 4;

  /** Of a key in the table of changes: one insert, eight changes of it, and a delete. */
  private static final int CHANGES_OF_A_KEY = 10;

  private static final Pattern STREAM = Pattern.compile("\"LatestStreamArn\":\"([^\"]+)\"");
  private static final String IMAGES =
      "{\"StreamEnabled\":true,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}";

  private final LocalCalls calls;

  public LocalTables(LocalCalls calls) {
    this.calls = calls;
  }

  /** A table of items, with a stream of four shards that has no records. */
  public void fillWithItems(String name, int items) {
    streamsOf(4);
    create(name, "");
    SampleTable sample = new SampleTable(1);
    write(
        name,
        IntStream.range(0, items)
                .mapToObj(
                    i -> "{\"PutRequest\":{\"Item\":" + sample.item(SampleTable.key(i)) + "}}")
                .iterator()
            ::next,
        items);
    calls.table(
        "UpdateTable", "{\"TableName\":\"%s\",\"StreamSpecification\":%s}".formatted(name, IMAGES));
  }

  /**
   * A table without items, with a stream of four open shards.
   *
   * @param changes how many records they have together; eight in ten carry both images
   * @return the server's time when all was written
   */
  Instant fillWithChanges(String name, int changes) {
    streamsOf(4);
    create(name, ",\"StreamSpecification\":" + IMAGES);
    SampleTable sample = new SampleTable(2);
    int keys = changes / CHANGES_OF_A_KEY;
    for (int change = 0; change < CHANGES_OF_A_KEY; change++) {
      String form =
          change == CHANGES_OF_A_KEY - 1
              ? "{\"DeleteRequest\":{\"Key\":%s}}"
              : "{\"PutRequest\":{\"Item\":%s}}";
      boolean deletes = change == CHANGES_OF_A_KEY - 1;
      int[] next = {0};
      write(
          name,
          () -> {
            String key = SampleTable.key(next[0]++);
            return form.formatted(deletes ? key : sample.item(key));
          },
          keys);
    }
    Matcher now =
        Pattern.compile("\"now\":\"([^\"]+)\"").matcher(calls.controlWithoutBody("GET", "clock"));
    if (!now.find()) {
      throw new IllegalStateException("The clock has no time");
    }
    return Instant.parse(now.group(1));
  }

  /**
   * Puts items of the first keys in turn.
   *
   * @param keys at least 25, so that none comes twice in one request
   * @param from the place in that turn
   */
  public void put(String name, int keys, int from, int count) {
    SampleTable sample = new SampleTable(from);
    int[] next = {from};
    write(
        name,
        () ->
            "{\"PutRequest\":{\"Item\":%s}}"
                .formatted(sample.item(SampleTable.key(next[0]++ % keys))),
        count);
  }

  /** A table without items and changes. */
  public void createIdle(String name, int shards) {
    streamsOf(shards);
    create(name, ",\"StreamSpecification\":" + IMAGES);
  }

  /** Sets the server's clock, from where it goes on. */
  void setClock(Instant time) {
    calls.control("clock", "{\"set\":\"" + time + "\"}");
  }

  String streamArn(String table) {
    Matcher arn = STREAM.matcher(calls.table("DescribeTable", "{\"TableName\":\"" + table + "\"}"));
    if (!arn.find()) {
      throw new IllegalStateException("Table " + table + " has no stream");
    }
    return arn.group(1);
  }

  /** How many shards new streams have; none of them is split or rolled over by itself. */
  private void streamsOf(int shards) {
    calls.control(
        "streams/settings", "{\"shards\":%d,\"busy\":0,\"rollOver\":\"P1D\"}".formatted(shards));
  }

  private void create(String name, String more) {
    calls.table(
        "CreateTable",
        ("{\"TableName\":\"%s\",\"BillingMode\":\"PAY_PER_REQUEST\","
                + "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"},"
                + "{\"AttributeName\":\"sk\",\"AttributeType\":\"N\"}],"
                + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},"
                + "{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}]%s}")
            .formatted(name, more));
  }

  /** Returns when all is written; the requests have different keys and so no order. */
  private void write(String table, Supplier<String> requests, int count) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<String>> writes = new ArrayList<>();
      for (int from = 0; from < count; from += BATCH) {
        List<String> batch = new ArrayList<>();
        for (int i = from; i < Math.min(count, from + BATCH); i++) {
          batch.add(requests.get());
        }
        String body = "{\"RequestItems\":{\"%s\":[%s]}}".formatted(table, String.join(",", batch));
        writes.add(threads.submit(() -> calls.table("BatchWriteItem", body)));
        if (writes.size() == 100 || from + BATCH >= count) {
          for (Future<String> write : writes) {
            if (!write.get().contains("\"UnprocessedItems\":{}")) {
              throw new IllegalStateException("Items of a batch were left: " + write.get());
            }
          }
          writes.clear();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for the writes to " + table, interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("Table " + table + " is not filled", failed.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
