package dev.messina.transforms;

import dev.messina.record.json.Attribute;

/** As much of an item as its key. */
record KeyAttributes(RowPlan plan, RecordKey key) implements ItemAttributes {

  @Override
  public boolean knows(String attribute) {
    return plan.itemKey().contains(attribute);
  }

  @Override
  public Attribute whole(String attribute) {
    return knows(attribute) ? key.attribute(attribute) : null;
  }
}
