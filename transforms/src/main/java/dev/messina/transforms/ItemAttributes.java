package dev.messina.transforms;

import dev.messina.transforms.mapping.Condition;
import java.util.List;

/** The attributes of an item as far as they are known. */
interface ItemAttributes extends Condition.Item {

  @Override
  default boolean knows(String attribute) {
    return true;
  }

  /** The names of its attributes, for messages; none where they are not known. */
  default List<String> names() {
    return List.of();
  }
}
