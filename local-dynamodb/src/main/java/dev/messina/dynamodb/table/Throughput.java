package dev.messina.dynamodb.table;

/** Provisioned capacity in units a second; zeros if a table is paid for by request. */
public record Throughput(long read, long write) {

  public static final Throughput ON_DEMAND = new Throughput(0, 0);
}
