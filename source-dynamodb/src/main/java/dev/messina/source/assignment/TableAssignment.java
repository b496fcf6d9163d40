package dev.messina.source.assignment;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * One task's share of a table. Every shard and every segment belongs to exactly one of the shares
 * of its table, by its name alone: a shard that ends and is followed by others moves nothing else.
 *
 * @param table the DynamoDB table
 * @param index which of the table's shares this is, from 0
 * @param count how many shares the table has
 */
public record TableAssignment(String table, int index, int count) {

  public TableAssignment {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "Table '" + table + "' has no share " + index + " of " + count);
    }
  }

  public static TableAssignment whole(String table) {
    return new TableAssignment(table, 0, 1);
  }

  /** Whether this task decides for the whole table: its epochs and the end of its snapshot. */
  public boolean leads() {
    return index == 0;
  }

  public boolean ownsShard(String shard) {
    int hash = Utils.murmur2(shard.getBytes(StandardCharsets.UTF_8));
    return Math.floorMod(hash, count) == index;
  }

  public boolean ownsSegment(int segment) {
    return segment % count == index;
  }

  @Override
  public String toString() {
    return table + ":" + index + "/" + count;
  }
}
