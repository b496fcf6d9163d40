package dev.messina.shadow;

import dev.messina.verification.expect.ChangeForm;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.expect.Expectation;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Both stores of one table, and the mapping between them. Whoever uses readers of his own must keep
 * what they promise, or lag is counted.
 *
 * @param items reads the source; thread-safe
 * @param rows reads the target; thread-safe
 * @param mapping says which row an item must have; used by one thread at a time
 */
public record Stores(ItemReader items, RowReader rows, Expectation mapping)
    implements AutoCloseable {

  /** Reads an item. */
  public interface ItemReader {
    /**
     * The item as it is now, by a strongly consistent read; empty if it is not there.
     *
     * @throws RuntimeException if it cannot be read
     */
    Optional<Map<String, AttributeValue>> read(ItemKey key);
  }

  /** Reads a row. */
  public interface RowReader {
    /**
     * The row as every later read would find it, with its write timestamps; empty if it is not
     * there.
     *
     * @throws RuntimeException if it cannot be read
     */
    Optional<FoundRow> read(RowKey key);
  }

  /**
   * The stores of a migration.
   *
   * @param items the table at the source
   * @param rows the table of the target, at a consistency that sees what the sink has written
   * @param sink the sink connector as it is deployed
   * @param topic of the table's changes, as the source names it
   * @throws IllegalArgumentException if rows of such a sink or table cannot be compared
   */
  public static Stores of(SourceItems items, TargetRows rows, Deployed sink, String topic) {
    rows.table()
        .refusal()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    if (!sink.text("ttl.seconds", "0").equals("0")) {
      throw new IllegalArgumentException(
          "Connector %s has ttl.seconds, so rows end while their items stay; they cannot be compared."
              .formatted(sink.name()));
    }
    ChangeForm form = new ChangeForm(topic, items.table(), items.keyTypes());
    return new Stores(
        key -> Optional.ofNullable(items.get(List.of(key)).get(key)),
        key -> rows.ask(key).get(),
        new Expectation(sink, form, rows.table()));
  }

  /** Closes the mapping. The clients remain as they are. */
  @Override
  public void close() {
    mapping.close();
  }
}
