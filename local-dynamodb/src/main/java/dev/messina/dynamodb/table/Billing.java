package dev.messina.dynamodb.table;

import java.time.Instant;
import java.util.Optional;

/**
 * How a table is paid for.
 *
 * @param mode {@code PROVISIONED} or {@code PAY_PER_REQUEST}
 * @param onDemandSince when it was last switched to pay per request; empty if it never was
 */
public record Billing(String mode, Throughput throughput, Optional<Instant> onDemandSince) {

  public static final String PROVISIONED = "PROVISIONED";
  public static final String PAY_PER_REQUEST = "PAY_PER_REQUEST";

  public boolean isProvisioned() {
    return mode.equals(PROVISIONED);
  }
}
