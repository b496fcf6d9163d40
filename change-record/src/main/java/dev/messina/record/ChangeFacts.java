package dev.messina.record;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;

/**
 * What a record says about itself so that nobody has to guess it from its images. One object serves
 * all records that say the same: it keeps the texts that are written into each.
 */
public final class ChangeFacts {

  /** Of a record that says none of it. */
  public static final ChangeFacts UNSAID = new ChangeFacts(List.of(), null, false);

  private final List<KeyPart> key;
  private final BeforeImages beforeImages;
  private final boolean readAgain;

  /** Made when they are first written; two threads may do so, to the same effect. */
  private List<String> keyTexts;

  /**
   * @param key the attributes of the table's key, the partition key first; empty where the record
   *     does not say, as those of connectors before this field
   * @param beforeImages what {@code before} holds of every update and delete that the connector
   *     reads from the same stream, or null where the record does not say
   * @param readAgain whether the item was read alone because its key was listed, not in a scan
   */
  public ChangeFacts(List<KeyPart> key, BeforeImages beforeImages, boolean readAgain) {
    this.key = List.copyOf(key);
    this.beforeImages = beforeImages;
    this.readAgain = readAgain;
  }

  /** How much of the item before a change stands in {@code before}. */
  public enum BeforeImages {
    /** The whole item, even if it has no attribute but those of its key. */
    FULL("full"),
    /** The attributes of its key, whatever else it had. */
    KEYS("keys"),
    /** Nothing: the stream has no old images, or the connector leaves them out. */
    NONE("none");

    private final String word;

    BeforeImages(String word) {
      this.word = word;
    }

    /** As it stands in a record. */
    String word() {
      return word;
    }

    /**
     * @return null for a word of a later version
     */
    static BeforeImages ofWord(String word) {
      for (BeforeImages images : values()) {
        if (images.word.equals(word)) {
          return images;
        }
      }
      return null;
    }
  }

  public List<KeyPart> key() {
    return key;
  }

  public BeforeImages beforeImages() {
    return beforeImages;
  }

  public boolean readAgain() {
    return readAgain;
  }

  public boolean hasBinaryKey() {
    for (KeyPart part : key) {
      if (part.type().equals(KeyPart.BINARY)) {
        return true;
      }
    }
    return false;
  }

  /** {@link KeyPart#text} of each part of the key. */
  List<String> keyTexts() {
    List<String> texts = keyTexts;
    if (texts == null) {
      texts = key.stream().map(KeyPart::text).toList();
      keyTexts = texts;
    }
    return texts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChangeFacts facts
        && key.equals(facts.key)
        && beforeImages == facts.beforeImages
        && readAgain == facts.readAgain;
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, beforeImages, readAgain);
  }

  @Override
  public String toString() {
    return "ChangeFacts[key=%s, beforeImages=%s, readAgain=%s]"
        .formatted(key, beforeImages, readAgain);
  }

  /**
   * An attribute of a table's key. On the wire it is one text, the name and after the last space
   * the type, {@code "pk S"}: no type has a space in it.
   *
   * @param type DynamoDB's tag: S, N or B
   */
  public record KeyPart(String name, String type) {

    public static final String BINARY = "B";

    public KeyPart {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
    }

    /**
     * Reads the text of {@link #text}.
     *
     * @return null if it is no such text
     */
    public static KeyPart parse(String text) {
      int space = text.lastIndexOf(' ');
      return space < 1 ? null : new KeyPart(text.substring(0, space), text.substring(space + 1));
    }

    public String text() {
      return name + " " + type;
    }
  }
}
