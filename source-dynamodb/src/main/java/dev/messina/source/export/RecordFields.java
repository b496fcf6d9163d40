package dev.messina.source.export;

import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.source.change.Item;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The fields of a record as they come, and what is wrong with them, whatever their spelling. */
final class RecordFields {

  private static final Set<String> OF_CHANGES = Set.of("Keys", "Metadata", "NewImage", "OldImage");

  private Long time;
  private Map<String, AttributeValue> keys;
  private Optional<Item> newImage = Optional.empty();
  private Optional<Item> oldImage = Optional.empty();

  void time(long micros) {
    once(time == null);
    time = micros;
  }

  void keys(Map<String, AttributeValue> next) {
    once(keys == null);
    keys = next;
  }

  void newImage(Item next) {
    once(newImage.isEmpty());
    newImage = Optional.of(next);
  }

  void oldImage(Item next) {
    once(oldImage.isEmpty());
    oldImage = Optional.of(next);
  }

  ExportedChange change(List<String> keyNames) {
    if (time == null) {
      throw noTime();
    }
    if (keys == null) {
      throw new ItemException("it does not hold 'Keys'; is it of a full export?");
    }
    requireKey(keys.keySet(), keyNames);
    return new ExportedChange(time, keys, newImage, oldImage);
  }

  private static void once(boolean isFirst) {
    if (!isFirst) {
      throw new ItemException("a field of it stands there twice");
    }
  }

  /**
   * @param field what stands there instead, or null
   */
  static ItemException noItem(String field) {
    return field != null && OF_CHANGES.contains(field)
        ? new ItemException("it is a change, of an incremental export, and no item")
        : new ItemException("it does not hold an 'Item' and nothing else");
  }

  static ItemException unknown(String field) {
    return field.equals("Item")
        ? new ItemException("it is an item, of a full export, and no change")
        : new ItemException("it holds something beside a change's keys, metadata and images");
  }

  static ItemException noTime() {
    return new ItemException("its metadata does not say 'WriteTimestampMicros'");
  }

  static long micros(String number) {
    try {
      return new BigDecimal(number).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new ItemException("its 'WriteTimestampMicros' is no number of microseconds");
    }
  }

  static Item withKey(Item item, List<String> keyNames) {
    requireKey(item.key().keySet(), keyNames);
    return item;
  }

  private static void requireKey(Collection<String> found, List<String> keyNames) {
    for (String name : keyNames) {
      if (!found.contains(name)) {
        throw new ItemException(
            "it has no key attribute '" + name + "'; is it an item of another table?");
      }
    }
  }
}
