package dev.messina.cli.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares every key in both directions. An attribute belongs to the column of its name, an absent
 * or NULL attribute to a null column. Attributes without a column belong to the column of the
 * others, where there is one, as DynamoDB's JSON. Both sides must stand still meanwhile: a change
 * between the two reads shows as a difference. Holds the keys of the table in memory, and one page
 * of items.
 *
 * <p>For one use by one thread.
 */
public final class Comparer {

  private final SourceItems source;
  private final TargetRows target;
  private final Optional<String> others;
  private final int differencesKept;
  private final LongConsumer progress;

  private final Set<ItemKey> itemKeys = new HashSet<>();
  private final List<Difference> first = new ArrayList<>();
  private long missing;
  private long extra;
  private long different;
  private long rows;

  /**
   * @param others the column of the attributes that have none of their own; empty for none
   * @param differencesKept how many differences to describe; all are counted
   * @param progress is told how many items have been compared so far
   */
  public Comparer(
      SourceItems source,
      TargetRows target,
      Optional<String> others,
      int differencesKept,
      LongConsumer progress) {
    this.source = source;
    this.target = target;
    this.others = others;
    this.differencesKept = differencesKept;
    this.progress = progress;
  }

  /** Reads both sides to the end. */
  public Verdict compare() {
    for (List<Map<String, AttributeValue>> page : source.pages()) {
      comparePage(page);
      progress.accept(itemKeys.size());
    }
    for (ItemKey key : target.keys()) {
      rows++;
      if (!itemKeys.contains(key)) {
        extra++;
        keep(Difference.Kind.EXTRA, key, "");
      }
    }
    return new Verdict(itemKeys.size(), rows, missing, extra, different, first);
  }

  private void comparePage(List<Map<String, AttributeValue>> items) {
    List<ItemKey> keys = items.stream().map(this::key).toList();
    List<Optional<Map<String, Object>>> found = target.find(keys);
    for (int i = 0; i < items.size(); i++) {
      ItemKey key = keys.get(i);
      if (!itemKeys.add(key)) {
        continue; // a scan may return an item that moved a second time
      }
      Optional<Map<String, Object>> row = found.get(i);
      if (row.isEmpty()) {
        missing++;
        keep(Difference.Kind.MISSING, key, "");
      } else {
        compareRow(key, items.get(i), row.get());
      }
    }
  }

  private void compareRow(ItemKey key, Map<String, AttributeValue> item, Map<String, Object> row) {
    Set<String> names = new TreeSet<>(item.keySet());
    names.addAll(row.keySet());
    source.keyNames().forEach(names::remove);
    if (others.isPresent() && !compareOthers(key, item, row, names)) {
      return;
    }
    for (String name : names) {
      AttributeValue attribute = item.get(name);
      Object cell = row.get(name);
      if (!ValueMatch.same(attribute, cell)) {
        different++;
        keep(Difference.Kind.DIFFERENT, key, difference(name, attribute, cell));
        return;
      }
    }
  }

  /** Takes away the names that it has compared; false if there is a difference. */
  private boolean compareOthers(
      ItemKey key, Map<String, AttributeValue> item, Map<String, Object> row, Set<String> names) {
    String column = others.orElseThrow();
    Map<String, AttributeValue> without = new HashMap<>(item);
    without.keySet().retainAll(names);
    without.keySet().removeIf(name -> target.hasColumn(name) && !name.equals(column));
    names.removeAll(without.keySet());
    names.remove(column);
    if (ValueMatch.sameOthers(without, row.get(column))) {
      return true;
    }
    different++;
    keep(
        Difference.Kind.DIFFERENT,
        key,
        "column '%s': expected the attributes without a column, which are %d, found %s"
            .formatted(column, without.size(), Description.ofCell(row.get(column))));
    return false;
  }

  private String difference(String name, AttributeValue attribute, Object cell) {
    String found =
        target.hasColumn(name) ? Description.ofCell(cell) : "nothing, as the table lacks it";
    return "column '%s': expected %s, found %s"
        .formatted(name, Description.ofAttribute(attribute), found);
  }

  private ItemKey key(Map<String, AttributeValue> item) {
    return ItemKey.ofAttributes(source.keyNames().stream().map(item::get).toList());
  }

  private void keep(Difference.Kind kind, ItemKey key, String detail) {
    if (first.size() < differencesKept) {
      first.add(new Difference(kind, key, detail));
    }
  }
}
