package dev.messina.cli.repair;

import dev.messina.cli.verify.OpenMigration;
import dev.messina.verification.expect.Expectation;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which rows an item has now. Asked are the item that the row's key names, where it names one, and
 * those that have come to the row by a change on the topic.
 */
final class RowOwners {

  /** A change from before a row was seen may have been on its way to the topic. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private static final String HEX = "0x";

  private final SourceItems items;
  private final Expectation expectation;
  private final TopicEvidence evidence;

  RowOwners(OpenMigration open, TopicEvidence evidence) {
    this.items = open.sides().items();
    this.expectation = open.sides().expectation();
    this.evidence = evidence;
  }

  /**
   * Those of some rows that an item has, by a consistent read of it. What comes to a row after that
   * is written above every epoch from before.
   *
   * @param since when the first of the rows was seen
   */
  Set<RowKey> owned(Instant since, Set<RowKey> rows) {
    Map<RowKey, Set<ItemKey>> claims = evidence.claims(since.minus(MARGIN), rows, expectation);
    for (RowKey row : rows) {
      named(row).ifPresent(item -> claims.computeIfAbsent(row, any -> new HashSet<>()).add(item));
    }
    Set<ItemKey> claimants = new HashSet<>();
    claims.values().forEach(claimants::addAll);
    Set<RowKey> owned = new HashSet<>();
    items
        .get(claimants)
        .forEach(
            (item, found) ->
                expectation
                    .rowKeyOf(item, expectation.of(item, found))
                    .filter(rows::contains)
                    .ifPresent(owned::add));
    return owned;
  }

  /** The item whose key attributes stand in the row's key under their own names. */
  private Optional<ItemKey> named(RowKey row) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, String> attribute : items.keyTypes().entrySet()) {
      int column = row.columns().indexOf(attribute.getKey());
      if (column < 0) {
        return Optional.empty();
      }
      String text = RowKey.text(row.values().get(column));
      Optional<AttributeValue> value = value(attribute.getValue(), text);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      attributes.put(attribute.getKey(), value.get());
    }
    return Optional.of(new ItemKey(attributes));
  }

  private static Optional<AttributeValue> value(String type, String text) {
    try {
      return switch (type) {
        case "N" -> Optional.of(AttributeValue.fromN(ItemKey.number(text)));
        case "B" ->
            text.startsWith(HEX)
                ? Optional.of(
                    AttributeValue.fromB(
                        SdkBytes.fromByteArray(
                            HexFormat.of().parseHex(text.substring(HEX.length())))))
                : Optional.empty();
        default -> text.isEmpty() ? Optional.empty() : Optional.of(AttributeValue.fromS(text));
      };
    } catch (IllegalArgumentException noValueOfTheType) {
      return Optional.empty();
    }
  }
}
