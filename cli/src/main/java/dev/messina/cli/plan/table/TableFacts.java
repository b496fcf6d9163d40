package dev.messina.cli.plan.table;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a table without reading its items.
 *
 * @param key the partition key, then the sort key if there is one
 * @param size as DynamoDB counts it, up to six hours late; empty for items of a file
 * @param stream empty if there is none, or nothing is known of it
 * @param expiry the attribute of its time to live; empty if it is off
 */
public record TableFacts(
    String name,
    List<KeyPart> key,
    Optional<Size> size,
    Optional<StreamFacts> stream,
    Optional<String> expiry,
    List<IndexFacts> indexes,
    Settings settings) {

  public TableFacts {
    key = List.copyOf(key);
    indexes = List.copyOf(indexes);
  }

  /**
   * @param items how many
   * @param bytes of all of them
   */
  public record Size(long items, long bytes) {}

  /**
   * @param view NEW_IMAGE, NEW_AND_OLD_IMAGES, OLD_IMAGE or KEYS_ONLY
   * @param since when it was switched on; null if DynamoDB does not tell
   */
  public record StreamFacts(String arn, String view, Instant since) {

    /** Whether a change brings the item as it was before. */
    public boolean hasOldImages() {
      return view.equals("NEW_AND_OLD_IMAGES");
    }
  }

  /**
   * @param recovery the window of its continuous backups; empty if they are off or not known
   * @param vectorIndexes names
   * @param replicas regions of a global table
   * @param unread what DynamoDB did not tell, each a line
   */
  public record Settings(
      Capacity capacity,
      Optional<Recovery> recovery,
      List<String> vectorIndexes,
      List<String> replicas,
      List<String> unread) {

    public Settings {
      vectorIndexes = List.copyOf(vectorIndexes);
      replicas = List.copyOf(replicas);
      unread = List.copyOf(unread);
    }

    /** Of what nothing is known. */
    public static Settings none() {
      return new Settings(
          new Capacity("", 0, 0, 0), Optional.empty(), List.of(), List.of(), List.of());
    }
  }

  /**
   * @param billing {@code on demand} or {@code provisioned}; empty if not known
   * @param provisionedReads units a second; 0 on demand
   * @param warmReads units a second that the table serves at once; 0 if not told
   * @param warmWrites the same of writes
   */
  public record Capacity(String billing, long provisionedReads, long warmReads, long warmWrites) {}

  /** The times between which the table can be restored. */
  public record Recovery(Instant earliest, Instant latest) {}

  /** A table of which only its key is known. */
  public static TableFacts ofKey(String name, List<KeyPart> key, Optional<String> expiry) {
    return new TableFacts(
        name, key, Optional.empty(), Optional.empty(), expiry, List.of(), Settings.none());
  }

  /** Whether items share partitions. */
  public boolean hasSortKey() {
    return key.size() > 1;
  }

  /** The names of the key's attributes. */
  public List<String> keyNames() {
    return key.stream().map(KeyPart::name).toList();
  }
}
