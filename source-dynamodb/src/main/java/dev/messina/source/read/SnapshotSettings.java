package dev.messina.source.read;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How the snapshot scans a table. */
public record SnapshotSettings(int segments, int pageLimit, boolean consistentRead) {

  public static final String SEGMENTS = "snapshot.segments";
  public static final String PAGE_LIMIT = "snapshot.page.limit";
  public static final String CONSISTENT_READ = "snapshot.consistent.read";

  private static final String GROUP = "Snapshot";
  private static final int SEGMENTS_MAX = 1_000_000;
  private static final int PAGE_LIMIT_MAX = 100_000;

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return config
        .define(
            SEGMENTS,
            Type.INT,
            4,
            Range.between(1, SEGMENTS_MAX),
            Importance.MEDIUM,
            "Into how many segments the scan of a table is cut; they are read side by side. Fixed"
                + " once the table's epoch is committed. About one for every 2 GB.",
            GROUP,
            ++order,
            Width.SHORT,
            "Segments")
        .define(
            PAGE_LIMIT,
            Type.INT,
            1000,
            Range.between(1, PAGE_LIMIT_MAX),
            Importance.LOW,
            "At most so many items in a page of the scan. DynamoDB ends a page at 1 MB anyway.",
            GROUP,
            ++order,
            Width.SHORT,
            "Items in a page")
        .define(
            CONSISTENT_READ,
            Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether the scan reads strongly consistent, at twice the price. It is not needed: the"
                + " stream reaches back far enough to outweigh a stale page. Where it does not,"
                + " because the stream is too young, the scan reads consistently whatever stands"
                + " here.",
            GROUP,
            ++order,
            Width.SHORT,
            "Consistent reads");
  }

  public static SnapshotSettings from(AbstractConfig config) {
    return new SnapshotSettings(
        config.getInt(SEGMENTS), config.getInt(PAGE_LIMIT), config.getBoolean(CONSISTENT_READ));
  }
}
