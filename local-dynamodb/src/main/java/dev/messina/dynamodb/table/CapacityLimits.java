package dev.messina.dynamodb.table;

import static dev.messina.dynamodb.error.ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED;
import static dev.messina.dynamodb.error.ErrorType.THROTTLING;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.table.CapacityUse.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Capacity as AWS limits it, by the server's clock: what a table is provisioned with, of which five
 * minutes can be saved up; what a table on demand begins with, or its own maximum; and 3000 reads
 * and 1000 writes a second of one partition key.
 */
public final class CapacityLimits implements Throttle {

  private static final Duration SAVED_UP = Duration.ofMinutes(5);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final double KEY_READS = 3_000;
  private static final double KEY_WRITES = 1_000;
  private static final double NEW_TABLE_READS = 12_000;
  private static final double NEW_TABLE_WRITES = 4_000;
  private static final int MOST_BUCKETS = 10_000;

  private record Of(UUID table, Kind kind, ItemKey key) {}

  private final Map<Of, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Of, Bucket> eldest) {
          return size() > MOST_BUCKETS;
        }
      };

  @Override
  public synchronized void admit(CapacityUse use) {
    Table table = use.table();
    UUID id = table.identity().id();
    boolean read = use.kind() == Kind.READ;
    ItemKey hash = ItemKey.ofBytes(use.key().hashBytes());
    Bucket ofKey =
        buckets.computeIfAbsent(new Of(id, use.kind(), hash), any -> new Bucket(use.at()));
    Bucket ofTable =
        buckets.computeIfAbsent(new Of(id, use.kind(), null), any -> new Bucket(use.at()));
    boolean provisioned = table.definition().billing().isProvisioned();
    ofKey.refill(use.at(), read ? KEY_READS : KEY_WRITES, ONE_SECOND);
    ofTable.refill(use.at(), rate(table, read), provisioned ? SAVED_UP : ONE_SECOND);
    ErrorType type = provisioned ? PROVISIONED_THROUGHPUT_EXCEEDED : THROTTLING;
    if (ofKey.isEmpty()) {
      throw exceeded(type, use, "KeyRangeThroughputExceeded");
    }
    if (ofTable.isEmpty()) {
      String reason =
          provisioned ? "ProvisionedThroughputExceeded" : "MaxOnDemandThroughputExceeded";
      throw exceeded(type, use, reason);
    }
    ofKey.take(use.units());
    ofTable.take(use.units());
  }

  private static double rate(Table table, boolean read) {
    Billing billing = table.definition().billing();
    if (billing.isProvisioned()) {
      return read ? billing.throughput().read() : billing.throughput().write();
    }
    Object units =
        table.definition().options().get("OnDemandThroughput") instanceof Map<?, ?> most
            ? most.get(read ? "MaxReadRequestUnits" : "MaxWriteRequestUnits")
            : null;
    if (units instanceof Number number && number.doubleValue() > 0) {
      return number.doubleValue();
    }
    return read ? NEW_TABLE_READS : NEW_TABLE_WRITES;
  }

  /**
   * The error that says so.
   *
   * @param reason without the resource and the kind of use in front of it
   */
  public static ApiException exceeded(ErrorType type, CapacityUse use, String reason) {
    String message =
        type == PROVISIONED_THROUGHPUT_EXCEEDED
            ? "The level of configured provisioned throughput for the table was exceeded. Consider"
                + " increasing your provisioning level with the UpdateTable API."
            : "Throughput exceeds the current capacity of your table or index. DynamoDB is"
                + " automatically scaling your table or index so please try again shortly. If"
                + " exceptions persist, check if you have a hot key.";
    return new ApiException(
        type,
        message,
        json ->
            json.name("ThrottlingReasons")
                .beginArray()
                .beginObject()
                .field("reason", "Table" + (use.kind() == Kind.READ ? "Read" : "Write") + reason)
                .field("resource", use.table().identity().arn())
                .endObject()
                .endArray());
  }
}
