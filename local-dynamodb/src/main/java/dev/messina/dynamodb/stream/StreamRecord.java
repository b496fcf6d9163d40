package dev.messina.dynamodb.stream;

import dev.messina.dynamodb.item.Item;

/**
 * A change as a shard keeps it, with the images that the stream's view asks for.
 *
 * @param at when it happened by the clock of its shard, in milliseconds since 1970
 * @param keys the item's key, as {@link Item#json} writes it
 * @param before null if there was no item, or the stream does not keep it
 * @param after likewise
 * @param by who made the change; null for the user
 */
public record StreamRecord(
    SequenceNumber sequence,
    long at,
    EventName name,
    byte[] keys,
    Item before,
    Item after,
    UserIdentity by) {

  /** In bytes, by DynamoDB's count: the key and the images. */
  public int size() {
    return KeyJson.size(keys) + size(before) + size(after);
  }

  private static int size(Item image) {
    return image == null ? 0 : image.size();
  }
}
