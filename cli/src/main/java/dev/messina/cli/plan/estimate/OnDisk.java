package dev.messina.cli.plan.estimate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/**
 * What records take on Kafka's disks, one copy: batches are compressed with LZ4 there, as the
 * proposed source has its producer do. Found by compressing records of the items that were looked
 * at.
 *
 * @param recordBytes of an average record of the snapshot, whose batches are full
 * @param changeBytes of an average change, of which a batch has as many as one read of a shard
 *     brings to one partition
 */
public record OnDisk(long recordBytes, long changeBytes) {

  /** As the proposed source has it. */
  private static final int BATCH_BYTES = 131_072;

  private static final int BATCH_HEADER_BYTES = 61;
  private static final int ITEMS_MOST = 1_000;

  /** DynamoDB's limit for a shard. */
  private static final int READS_A_SECOND = 5;

  /** What stands around the images; the numbers differ from record to record. */
  private static final String ENVELOPE =
      """
messina.op:u messina.write.ts.us:17672256%1$08d00 {"source":{"version":"0.1.0","connector":\
"dynamodb","name":"orders-from-dynamodb","ts_ms":17672256%1$08d,"ts_us":17672256%1$08d000,\
"ts_ns":17672256%1$08d000000,"snapshot":"false","db":"eu-west-1","table":"orders",\
"record_version":1,"epoch_us":1767225600000000,"write_ts_us":17672256%1$08d00,"segment":null,\
"total_segments":null,"stream":"2025-12-31T23:00:00.000",\
"shard":"shardId-00000001767222000000-aaaaaaaa","sequence":"1000000000000%1$08d",\
"event_id":"%2$08x%2$08x%2$08x%2$08x","ttl":false,"user_identity":null,"key":["id S","n N"],\
"before_images":"full","read_again":null},"op":"u","ts_ms":17672256%1$08d,\
"ts_us":17672256%1$08d345,"ts_ns":17672256%1$08d345678,"before":"%3$s","after":"%4$s"}""";

  /**
   * @param items in DynamoDB's JSON
   * @param hasOldImages whether changes hold items as they were before
   * @param changesPerSecond of the table
   * @param shards of its stream, each of which is read five times a second at most; 0 if not known
   * @param partitions of its topic
   */
  public static OnDisk of(
      List<String> items,
      boolean hasOldImages,
      double changesPerSecond,
      int shards,
      int partitions) {
    List<String> some = items.subList(0, Math.min(ITEMS_MOST, items.size()));
    int batches = READS_A_SECOND * Math.max(1, shards) * partitions;
    long together = Math.max(1, Math.round(changesPerSecond / batches));
    return new OnDisk(
        average(some, false, Integer.MAX_VALUE), average(some, hasOldImages, together));
  }

  private static long average(List<String> items, boolean hasOldImages, long together) {
    long bytes = 0;
    StringBuilder batch = new StringBuilder();
    int inBatch = 0;
    for (int number = 0; number < items.size(); number++) {
      String image = items.get(number).replace("\\", "\\\\").replace("\"", "\\\"");
      batch.append(
          ENVELOPE.formatted(
              number * 7_919, number * 0x9E3779B9, hasOldImages ? image : "", image));
      inBatch++;
      if (inBatch >= together || batch.length() >= BATCH_BYTES || number == items.size() - 1) {
        bytes += BATCH_HEADER_BYTES + compressed(batch.toString());
        batch.setLength(0);
        inBatch = 0;
      }
    }
    return items.isEmpty() ? BATCH_HEADER_BYTES : Math.round((double) bytes / items.size());
  }

  private static int compressed(String batch) {
    byte[] plain = batch.getBytes(StandardCharsets.UTF_8);
    ByteBufferOutputStream compressed = new ByteBufferOutputStream(plain.length);
    try (OutputStream out = Compression.lz4().build().wrapForOutput(compressed, (byte) 2)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory can always be written", impossible);
    }
    return compressed.position();
  }
}
