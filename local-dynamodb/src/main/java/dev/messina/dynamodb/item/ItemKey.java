package dev.messina.dynamodb.item;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The place of an item in its table: the MD5 of its partition key, then its sort key as {@link
 * SortableBytes}. All of a partition key's items stand together, in the order of their sort keys.
 * Items whose partition keys have the same MD5 would be taken for one.
 */
public final class ItemKey implements Comparable<ItemKey> {

  /** How many bytes of a key are the hash of its partition key. */
  public static final int HASH_BYTES = 16;

  private final byte[] bytes;

  private ItemKey(byte[] bytes) {
    this.bytes = bytes;
  }

  public static ItemKey of(AttributeValue partitionKey, Optional<AttributeValue> sortKey) {
    byte[] hash = md5(SortableBytes.of(partitionKey));
    return sortKey
        .map(key -> new ItemKey(hash).then(SortableBytes.of(key)))
        .orElse(new ItemKey(hash));
  }

  /**
   * @param bytes a whole key or the beginning of some, to search with; not copied
   */
  public static ItemKey ofBytes(byte[] bytes) {
    return new ItemKey(bytes);
  }

  /** The first 64 bits of the partition key's hash, to be read without sign. */
  public long hash() {
    return ByteBuffer.wrap(bytes).getLong();
  }

  /** The whole hash of the partition key, 16 bytes, as a number without sign in big-endian. */
  public byte[] hashBytes() {
    return Arrays.copyOf(bytes, HASH_BYTES);
  }

  public ItemKey then(byte[] more) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, longer, bytes.length, more.length);
    return new ItemKey(longer);
  }

  /** The first key behind all those that begin with this one; empty if there can be none. */
  public Optional<ItemKey> afterAllThatBeginWithThis() {
    int last = bytes.length - 1;
    while (last >= 0 && bytes[last] == (byte) 0xFF) {
      last--;
    }
    if (last < 0) {
      return Optional.empty();
    }
    byte[] next = Arrays.copyOf(bytes, last + 1);
    next[last]++;
    return Optional.of(new ItemKey(next));
  }

  @Override
  public int compareTo(ItemKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
