package dev.messina.dynamodb.api.read;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.AttributeReader;
import dev.messina.dynamodb.api.request.Parameters;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeyRange;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.IndexView;
import dev.messina.dynamodb.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ExclusiveStartKey}: where the page before ended.
 *
 * @param inTable if a table is read
 * @param inIndex if an index is read
 */
record StartKey(Optional<ItemKey> inTable, Optional<IndexView.Position> inIndex) {

  /**
   * @param range that is read
   * @throws dev.messina.dynamodb.error.ApiException if it is no key, or none of the range
   */
  static StartKey of(
      Parameters request, Table table, Optional<Index> index, KeyRange range, boolean forward) {
    Optional<Map<String, AttributeValue>> key =
        request.map("ExclusiveStartKey").map(AttributeReader::item);
    if (key.isEmpty()) {
      return new StartKey(Optional.empty(), Optional.empty());
    }
    checkFits(table, index, key.get());
    if (index.isPresent()) {
      IndexView.Position position = new IndexView(table, index.get(), true).position(key.get());
      checkIsWithin(request, range, position.inIndex());
      return new StartKey(Optional.empty(), Optional.of(position));
    }
    ItemKey position = table.keySchema().itemKey(key.get());
    checkIsWithin(request, range, position);
    return new StartKey(Optional.of(position), Optional.empty());
  }

  private static void checkFits(
      Table table, Optional<Index> index, Map<String, AttributeValue> key) {
    Map<String, String> wanted = new LinkedHashMap<>();
    table.keySchema().attributes().forEach(each -> put(wanted, each));
    index.ifPresent(each -> each.keySchema().attributes().forEach(part -> put(wanted, part)));
    if (key.size() != wanted.size()) {
      throw validation("The provided starting key is invalid");
    }
    wanted.forEach(
        (name, type) -> {
          AttributeValue value = key.get(name);
          if (value == null || !value.type().equals(type)) {
            throw validation(
                "The provided starting key is invalid: The provided key element does not match the"
                    + " schema");
          }
        });
  }

  private static void put(Map<String, String> wanted, KeyAttribute attribute) {
    wanted.put(attribute.name(), attribute.type().name());
  }

  private static void checkIsWithin(Parameters request, KeyRange range, ItemKey key) {
    if (range.contains(key)) {
      return;
    }
    if (request.has("TotalSegments")) {
      throw validation(
          "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
              + " ExclusiveStartKey with correct Segment. TotalSegments: "
              + request.number("TotalSegments").orElse(1L)
              + " Segment: "
              + request.number("Segment").orElse(0L));
    }
    throw validation(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
}
