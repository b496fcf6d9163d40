package dev.messina.transforms;

import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.AttributeVisitor;
import dev.messina.record.json.AttributeVisitor.Wanted;
import dev.messina.record.json.ItemParser;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.mapping.Mapping.Unmapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One image of an item, read in one pass: what rules name can be asked for, everything else passes
 * in the order of the text. The key's attributes are those of the record's key.
 */
final class ItemImage implements AttributeVisitor, ItemAttributes {

  private final RowPlan plan;
  private final RecordKey key;
  private final Wanted others;
  private final Map<String, Attribute> named = new HashMap<>();
  private final List<String> passing = new ArrayList<>();
  private final List<AttributeType> types = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private final List<String> unmapped = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final Map<String, String> byName = new HashMap<>();
  private final String text;

  /** What the attribute is needed for that is being read, or null. */
  private RowPlan.Use use;

  private int attributes;
  private int keyAttributes;

  private ItemImage(String text, RowPlan plan, RecordKey key) {
    this.text = text;
    this.plan = plan;
    this.key = key;
    this.others = RowPlan.others(plan.mapping());
  }

  /**
   * Reads an item.
   *
   * @throws ItemException if the text is no item, or not that of the record's key
   */
  static ItemImage read(String item, RowPlan plan, RecordKey key) {
    ItemImage image = new ItemImage(item, plan, key);
    ItemParser.read(item, image);
    if (image.keyAttributes != plan.itemKey().size()) {
      throw new ItemException(
          "the key has an attribute that the item lacks; rename keys in this transform's mapping"
              + " and not before it");
    }
    return image;
  }

  @Override
  public Wanted wanted(String attribute) {
    attributes++;
    use = plan.byName().isEmpty() ? plan.uses().get(attribute) : useByName(attribute);
    if (others == Wanted.NOTHING && (use == null || !use.named())) {
      unmapped.add(attribute);
    }
    if (use == null) {
      return others;
    }
    if (plan.mapping().drops().contains(attribute)) {
      dropped.add(attribute);
    }
    if (plan.itemKey().contains(attribute)) {
      keyAttributes++;
    }
    return use.wanted();
  }

  private RowPlan.Use useByName(String attribute) {
    RowPlan.Use known = plan.uses().get(attribute);
    String column = plan.mapping().names().columnOf(attribute);
    if (!plan.byName().contains(column) || plan.mapping().drops().contains(attribute)) {
      return known;
    }
    String other = byName.putIfAbsent(column, attribute);
    if (other != null) {
      throw RowCells.bothBecome(other, attribute, column);
    }
    return RowPlan.Use.OF_THE_KEY;
  }

  @Override
  public void attribute(String attribute, AttributeType type, Object value) {
    if (use != null) {
      named.put(attribute, new Attribute(type, value));
    }
    if (others != Wanted.NOTHING && (use == null || use.passes())) {
      passing.add(attribute);
      types.add(type);
      values.add(value);
    }
  }

  @Override
  public Attribute whole(String attribute) {
    if (plan.itemKey().contains(attribute)) {
      return key.attribute(attribute);
    }
    return named.get(byName.getOrDefault(attribute, attribute));
  }

  /** Read again, since only a message asks. */
  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    ItemParser.read(
        text,
        new AttributeVisitor() {
          @Override
          public Wanted wanted(String attribute) {
            names.add(attribute);
            return Wanted.NOTHING;
          }

          @Override
          public void attribute(String attribute, AttributeType type, Object value) {}
        });
    return names;
  }

  /** Whether the item has no attribute but those of its key. */
  boolean holdsOnlyTheKey() {
    return attributes == keyAttributes;
  }

  /** The attributes that pass on as columns of their own, in the order of the text. */
  List<String> passing() {
    return passing;
  }

  AttributeType type(int index) {
    return types.get(index);
  }

  Object value(int index) {
    return values.get(index);
  }

  /** Those of the item that the mapping drops, as far as no rule looks at them. */
  List<String> dropped() {
    return dropped;
  }

  /** The attributes that {@link Unmapped.Ignore} or {@link Unmapped.Fail} applies to. */
  List<String> unmapped() {
    return unmapped;
  }
}
