package dev.messina.bench.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the server gives a reader that parses nothing: a thread for each segment or shard that looks
 * for where the next page begins, and drops the rest. Where it is not well faster than the source,
 * the server is what is measured.
 */
final class RawReader {

  private static final int THREADS = 4;

  /** The count of a scan's page stands near its beginning, where the next one begins at its end. */
  private static final int WINDOW = 600;

  private static final Pattern COUNT = Pattern.compile("\"Count\":(\\d+)");
  private static final Pattern LAST_KEY =
      Pattern.compile("\"LastEvaluatedKey\":(\\{(?:\"[^\"]+\":\\{[^}]*},?)+})");
  private static final Pattern ITERATOR =
      Pattern.compile("\"(?:Next)?ShardIterator\":\"([^\"]+)\"");
  private static final Pattern SHARD = Pattern.compile("\"ShardId\":\"([^\"]+)\"");
  private static final byte[] RECORD = "\"eventName\"".getBytes(StandardCharsets.US_ASCII);

  private final LocalCalls calls;

  RawReader(LocalCalls calls) {
    this.calls = calls;
  }

  /** Items of a table that it reads in a second. */
  double scan(String table) {
    return perSecond(
        IntStream.range(0, THREADS)
            .mapToObj(segment -> (Reader) () -> scan(table, segment))
            .toList());
  }

  /** Records of a stream that it reads in a second. */
  double stream(String arn) {
    String listing =
        new String(
            calls.streamBytes("DescribeStream", "{\"StreamArn\":\"" + arn + "\"}"),
            StandardCharsets.UTF_8);
    return perSecond(
        SHARD
            .matcher(listing)
            .results()
            .map(found -> (Reader) () -> shard(arn, found.group(1)))
            .toList());
  }

  @FunctionalInterface
  private interface Reader {
    long read();
  }

  private long scan(String table, int segment) {
    long items = 0;
    String from = "";
    while (true) {
      byte[] page =
          calls.tableBytes(
              "Scan",
              "{\"TableName\":\"%s\",\"Segment\":%d,\"TotalSegments\":%d,\"Limit\":1000%s}"
                  .formatted(table, segment, THREADS, from));
      String ends = ends(page);
      Matcher count = COUNT.matcher(ends);
      if (!count.find()) {
        throw new IllegalStateException("No count where it is looked for");
      }
      items += Long.parseLong(count.group(1));
      Matcher last = LAST_KEY.matcher(ends);
      if (!last.find()) {
        return items;
      }
      from = ",\"ExclusiveStartKey\":" + last.group(1);
    }
  }

  /** Up to the first page without records. */
  private long shard(String arn, String shard) {
    byte[] first =
        calls.streamBytes(
            "GetShardIterator",
            ("{\"StreamArn\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"TRIM_HORIZON\"}")
                .formatted(arn, shard));
    String iterator = iterator(first);
    long records = 0;
    while (true) {
      byte[] page =
          calls.streamBytes(
              "GetRecords", "{\"ShardIterator\":\"" + iterator + "\",\"Limit\":1000}");
      long found = count(page);
      if (found == 0) {
        return records;
      }
      records += found;
      iterator = iterator(page);
    }
  }

  private static String iterator(byte[] answer) {
    Matcher iterator = ITERATOR.matcher(ends(answer));
    if (!iterator.find()) {
      throw new IllegalStateException("No iterator where it is looked for");
    }
    return iterator.group(1);
  }

  private static String ends(byte[] page) {
    int window = Math.min(WINDOW, page.length);
    return new String(page, 0, window, StandardCharsets.UTF_8)
        + new String(page, page.length - window, window, StandardCharsets.UTF_8);
  }

  private static long count(byte[] page) {
    long count = 0;
    for (int at = 0; at <= page.length - RECORD.length; at++) {
      if (page[at] == '"' && page[at + 1] == 'e' && page[at + 6] == 'N' && isRecord(page, at)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isRecord(byte[] page, int at) {
    return Arrays.equals(page, at, at + RECORD.length, RECORD, 0, RECORD.length);
  }

  private static double perSecond(List<Reader> readers) {
    ExecutorService threads = Executors.newFixedThreadPool(readers.size());
    try {
      long begin = System.nanoTime();
      List<Future<Long>> running = new ArrayList<>();
      readers.forEach(reader -> running.add(threads.submit(reader::read)));
      long read = 0;
      for (Future<Long> reader : running) {
        read += reader.get();
      }
      return read / ((System.nanoTime() - begin) / 1e9);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("The server was not read to its end", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for the readers", interrupted);
    } finally {
      threads.shutdownNow();
    }
  }
}
