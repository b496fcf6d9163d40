package dev.messina.transforms;

import dev.messina.transforms.item.Attribute;

/** The attributes of an item as far as they are known. */
@FunctionalInterface
interface ItemAttributes {

  /** The whole attribute, or null if the item lacks it. */
  Attribute whole(String attribute);
}
