package dev.messina.dynamodb.table;

import static dev.messina.dynamodb.error.ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED;
import static dev.messina.dynamodb.error.ErrorType.THROTTLING;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.table.CapacityUse.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Capacity as AWS limits it, by the server's clock: what a table is provisioned with, of which five
 * minutes can be saved up; what a table on demand begins with, what it was warmed up to, or its own
 * maximum; and 3000 reads and 1000 writes a second of one partition key. What AWS adds to a table
 * on demand as its traffic grows is not added.
 */
public final class CapacityLimits implements Throttle {

  private static final Duration SAVED_UP = Duration.ofMinutes(5);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final double KEY_READS = 3_000;
  private static final double KEY_WRITES = 1_000;
  private static final double NEW_TABLE_READS = 12_000;
  private static final double NEW_TABLE_WRITES = 4_000;
  private static final int MOST_BUCKETS = 10_000;

  private record OfTable(UUID table, Kind kind) {}

  private record OfKey(OfTable table, ItemKey hash) {}

  /** The buckets that were used last; one that was let go is full again, as it would be by then. */
  private static final class Buckets<K> extends LinkedHashMap<K, Bucket> {

    private static final long serialVersionUID = 1L;

    Buckets() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
      return size() > MOST_BUCKETS;
    }
  }

  private final Map<OfTable, Bucket> tables = new Buckets<>();
  private final Map<OfKey, Bucket> keys = new Buckets<>();

  @Override
  public synchronized Map<CapacityUse, ApiException> admit(List<CapacityUse> uses) {
    Map<CapacityUse, ApiException> refused = new HashMap<>();
    for (CapacityUse use : uses) {
      refusal(use).ifPresent(error -> refused.put(use, error));
    }
    if (refused.isEmpty()) {
      for (CapacityUse use : uses) {
        ofKey(use).take(use.units());
        ofTable(use).take(use.units());
      }
    }
    return refused;
  }

  private Optional<ApiException> refusal(CapacityUse use) {
    Table table = use.table();
    boolean read = use.kind() == Kind.READ;
    boolean provisioned = table.definition().billing().isProvisioned();
    Bucket ofKey = ofKey(use);
    Bucket ofTable = ofTable(use);
    ofKey.refill(use.at(), read ? KEY_READS : KEY_WRITES, ONE_SECOND);
    ofTable.refill(use.at(), rate(table, read), provisioned ? SAVED_UP : ONE_SECOND);
    if (!ofKey.isEmpty() && !ofTable.isEmpty()) {
      return Optional.empty();
    }
    ErrorType type = provisioned ? PROVISIONED_THROUGHPUT_EXCEEDED : THROTTLING;
    String reason = ofKey.isEmpty() ? "KeyRangeThroughputExceeded" : reason(table, read);
    return Optional.of(exceeded(type, use, reason));
  }

  private Bucket ofKey(CapacityUse use) {
    ItemKey hash = ItemKey.ofBytes(use.key().hashBytes());
    return keys.computeIfAbsent(new OfKey(table(use), hash), any -> new Bucket(use.at()));
  }

  private Bucket ofTable(CapacityUse use) {
    return tables.computeIfAbsent(table(use), any -> new Bucket(use.at()));
  }

  private static OfTable table(CapacityUse use) {
    return new OfTable(use.table().identity().id(), use.kind());
  }

  private static double rate(Table table, boolean read) {
    Billing billing = table.definition().billing();
    if (billing.isProvisioned()) {
      return read ? billing.throughput().read() : billing.throughput().write();
    }
    double most = maximum(table, read);
    double there = partitions(table, read);
    return most > 0 ? Math.min(most, there) : there;
  }

  /** A table on demand is limited by its own maximum, or else by the partitions that it has. */
  private static String reason(Table table, boolean read) {
    if (table.definition().billing().isProvisioned()) {
      return "ProvisionedThroughputExceeded";
    }
    double most = maximum(table, read);
    return most > 0 && most <= partitions(table, read)
        ? "MaxOnDemandThroughputExceeded"
        : "KeyRangeThroughputExceeded";
  }

  private static double maximum(Table table, boolean read) {
    return units(
        table, "OnDemandThroughput", read ? "MaxReadRequestUnits" : "MaxWriteRequestUnits");
  }

  private static double partitions(Table table, boolean read) {
    double warm =
        units(table, "WarmThroughput", read ? "ReadUnitsPerSecond" : "WriteUnitsPerSecond");
    return Math.max(warm, read ? NEW_TABLE_READS : NEW_TABLE_WRITES);
  }

  private static double units(Table table, String option, String member) {
    return table.definition().options().get(option) instanceof Map<?, ?> given
            && given.get(member) instanceof Number number
        ? number.doubleValue()
        : 0;
  }

  /**
   * The error that says so.
   *
   * @param reason without the resource and the kind of use that come first
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
