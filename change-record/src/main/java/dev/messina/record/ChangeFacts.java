package dev.messina.record;

import java.util.List;

/**
 * What a record says about itself so that nobody has to guess it from its images.
 *
 * @param key the attributes of the table's key, the partition key first; empty where the record
 *     does not say, as those of connectors before this field
 * @param beforeImages what {@code before} holds of every update and delete that the connector reads
 *     from the same stream, or null where the record does not say
 * @param readAgain whether the item was read alone because its key was listed, not in a scan
 */
public record ChangeFacts(List<KeyPart> key, BeforeImages beforeImages, boolean readAgain) {

  /** Of a record that says none of it. */
  public static final ChangeFacts UNSAID = new ChangeFacts(List.of(), null, false);

  public ChangeFacts {
    key = List.copyOf(key);
  }

  /** How much of the item before a change stands in {@code before}. */
  public enum BeforeImages {
    /** The whole item, even if it has no attribute but those of its key. */
    FULL,
    /** The attributes of its key, whatever else it had. */
    KEYS,
    /** Nothing: the stream has no old images, or the connector leaves them out. */
    NONE
  }

  /** Whether an attribute of the key is binary. */
  public boolean hasBinaryKey() {
    for (KeyPart part : key) {
      if (part.type().equals(KeyPart.BINARY)) {
        return true;
      }
    }
    return false;
  }
}
