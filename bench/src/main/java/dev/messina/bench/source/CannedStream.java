package dev.messina.bench.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages of a shard with a backlog that never ends. Every page holds the same images; sequence
 * numbers and times are written into a copy of it, so that they rise as in a real shard, by one
 * millisecond a change.
 */
final class CannedStream {

  static final int RECORDS_IN_PAGE = 1000;

  private static final String SEQUENCE = "000000000000000000000";
  private static final String SECONDS = "0000000000.000";
  private static final String TAIL_BEGIN = "],\"NextShardIterator\":\"";

  private final byte[] template;
  private final List<Integer> sequences = new ArrayList<>();
  private final List<Integer> times = new ArrayList<>();

  /**
   * @param seed of the images
   */
  CannedStream(long seed) {
    SampleTable table = new SampleTable(seed);
    StringBuilder page = new StringBuilder("{\"Records\":[");
    for (int i = 0; i < RECORDS_IN_PAGE; i++) {
      page.append(i == 0 ? "" : ",");
      appendRecord(page, table, i);
    }
    template = page.append(TAIL_BEGIN).toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A page.
   *
   * @param number of the page, counted from 0
   * @param beginMillis the time of the shard's first change, in milliseconds since 1970
   * @param nextIterator where the page behind it begins
   */
  Body page(long number, long beginMillis, String nextIterator) {
    byte[] tail = (nextIterator + "\"}").getBytes(StandardCharsets.US_ASCII);
    byte[] page = new byte[template.length + tail.length];
    System.arraycopy(template, 0, page, 0, template.length);
    System.arraycopy(tail, 0, page, template.length, tail.length);
    for (int i = 0; i < RECORDS_IN_PAGE; i++) {
      long change = number * RECORDS_IN_PAGE + i;
      long millis = beginMillis + change;
      int time = times.get(i);
      write(page, time, 10, millis / 1000);
      write(page, time + 11, 3, millis % 1000);
      write(page, sequences.get(i) + 1, SEQUENCE.length() - 1, change);
    }
    return Body.of(page);
  }

  private void appendRecord(StringBuilder page, SampleTable table, int i) {
    String key = table.key();
    String kind = i % 10 == 0 ? "REMOVE" : i % 10 < 3 ? "INSERT" : "MODIFY";
    page.append("{\"eventID\":\"%032x\",\"eventName\":\"%s\"".formatted(i * 7_919L, kind))
        .append(",\"eventVersion\":\"1.1\",\"eventSource\":\"aws:dynamodb\"")
        .append(",\"awsRegion\":\"us-east-1\",\"dynamodb\":{\"ApproximateCreationDateTime\":");
    times.add(page.length());
    page.append(SECONDS).append(",\"Keys\":").append(key);
    if (!kind.equals("REMOVE")) {
      page.append(",\"NewImage\":").append(table.item(key));
    }
    if (!kind.equals("INSERT")) {
      page.append(",\"OldImage\":").append(table.item(key));
    }
    page.append(",\"SequenceNumber\":\"");
    sequences.add(page.length());
    page.append("1")
        .append(SEQUENCE.substring(1))
        .append("\",\"SizeBytes\":760,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"}}");
  }

  private static void write(byte[] page, int at, int digits, long number) {
    long rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      page[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
