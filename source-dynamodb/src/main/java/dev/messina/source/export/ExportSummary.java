package dev.messina.source.export;

import java.time.Instant;
import java.util.Set;

/**
 * What an export says of itself.
 *
 * @param run when and where to it was made
 * @param unknownFields names of what it says beyond what this version knows
 */
public record ExportSummary(
    String exportArn,
    ExportedTable table,
    ExportFormat format,
    ExportExtent extent,
    ExportRun run,
    ExportSize size,
    Set<String> unknownFields) {

  /** The id of the export, which is the last part of its ARN and the name of its folder. */
  public String id() {
    return exportArn.substring(exportArn.lastIndexOf('/') + 1);
  }

  /**
   * @param ended the summary is written last
   * @param bucket where DynamoDB wrote it; it may have been copied since
   */
  public record ExportRun(Instant started, Instant ended, String bucket) {}

  /**
   * @param items records in all data files
   * @param billedBytes what DynamoDB charged for; 0 where it is not said
   */
  public record ExportSize(long items, long billedBytes) {}

  /**
   * @param arn as in {@code arn:aws:dynamodb:eu-west-1:123456789012:table/orders}
   * @param id empty where it is not said
   */
  public record ExportedTable(String arn, String id) {

    private static final int REGION = 3;
    private static final int ACCOUNT = 4;

    public String name() {
      return arn.substring(arn.lastIndexOf('/') + 1);
    }

    public String region() {
      return part(REGION);
    }

    public String account() {
      return part(ACCOUNT);
    }

    private String part(int index) {
      String[] parts = arn.split(":", -1);
      return index < parts.length ? parts[index] : "";
    }
  }
}
