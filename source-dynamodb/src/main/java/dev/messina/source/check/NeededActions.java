package dev.messina.source.check;

import dev.messina.source.record.TableSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the source asks of AWS, by what it is to do. All of it reads.
 *
 * @param snapshot whether tables are read
 * @param stream whether streams are followed
 * @param names whether tables are looked for by name or tag
 * @param tags whether tables are looked for by tag
 */
public record NeededActions(boolean snapshot, boolean stream, boolean names, boolean tags) {

  public static final String DESCRIBE_TABLE = "dynamodb:DescribeTable";
  public static final String SCAN = "dynamodb:Scan";
  public static final String GET_ITEM = "dynamodb:GetItem";
  public static final String DESCRIBE_STREAM = "dynamodb:DescribeStream";
  public static final String GET_SHARD_ITERATOR = "dynamodb:GetShardIterator";
  public static final String GET_RECORDS = "dynamodb:GetRecords";
  public static final String LIST_TABLES = "dynamodb:ListTables";
  public static final String LIST_TAGS = "dynamodb:ListTagsOfResource";

  static final String SNAPSHOT_MODE = "snapshot.mode";

  /** By the options as they are written, since some of them may be wrong. */
  public static NeededActions of(Map<String, String> properties) {
    String mode = properties.getOrDefault(SNAPSHOT_MODE, "initial");
    boolean tags = !properties.getOrDefault(TableSelection.TAG, "").isEmpty();
    return new NeededActions(
        !mode.equals("no_data"),
        !mode.equals("initial_only"),
        tags || !properties.getOrDefault(TableSelection.REGEX, "").isEmpty(),
        tags);
  }

  /** Whether listed keys may be read again: for that, both a snapshot and a stream are needed. */
  public boolean items() {
    return snapshot && stream;
  }

  public List<String> onTables() {
    List<String> actions = new ArrayList<>(List.of(DESCRIBE_TABLE));
    addIf(snapshot, SCAN, actions);
    addIf(items(), GET_ITEM, actions);
    addIf(tags, LIST_TAGS, actions);
    return actions;
  }

  public List<String> onStreams() {
    return stream ? List.of(DESCRIBE_STREAM, GET_SHARD_ITERATOR, GET_RECORDS) : List.of();
  }

  /** On the account: required where tables are looked for, otherwise for better messages only. */
  public List<String> onAccount() {
    return List.of(LIST_TABLES);
  }

  private static void addIf(boolean needed, String action, List<String> actions) {
    if (needed) {
      actions.add(action);
    }
  }
}
