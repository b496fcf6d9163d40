package dev.messina.dynamodb.export;

import dev.messina.dynamodb.item.Item;

/** Spells the lines of data files, without the ends of the lines. */
interface LineFormat {

  byte[] item(Item item);

  /**
   * @param withOldImage whether the line has the item as it was before as well
   */
  byte[] change(NetChange change, boolean withOldImage);
}
