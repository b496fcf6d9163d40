package dev.messina.source.aws;

/**
 * How large a table is and how fast it may be read. DynamoDB counts items and bytes about every six
 * hours, so both are estimates.
 *
 * @param items 0 where it is not known
 * @param bytes 0 where it is not known
 * @param readUnits the provisioned read capacity, in units per second; 0 for a table on demand
 */
public record TableSize(long items, long bytes, long readUnits) {

  public static final TableSize UNKNOWN = new TableSize(0, 0, 0);
}
