package dev.messina.source.record;

import dev.messina.record.ChangeFacts;
import dev.messina.record.ChangeOperation;
import dev.messina.record.json.ItemText;
import dev.messina.source.aws.StreamRecord;
import dev.messina.source.change.ItemJson;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as they stand in a record, as far as the settings want them there. */
final class Images {

  /** What global tables of version 2017.11.29 add to an item for themselves. */
  private static final String REPLICATION = "aws:rep:";

  private final RecordSettings settings;

  Images(RecordSettings settings) {
    this.settings = settings;
  }

  /** The whole item. */
  String of(String item) {
    return settings.keepsReplication() ? item : ItemText.without(REPLICATION, item);
  }

  /** The item before a change of the stream, or null. */
  String before(StreamRecord change, ChangeOperation operation) {
    return switch (settings.before()) {
      case FULL -> change.oldImage() == null ? null : of(change.oldImage());
      case KEYS -> operation == ChangeOperation.CREATE ? null : ItemJson.write(change.key());
      case NONE -> null;
    };
  }

  /**
   * What {@code before} holds of the updates and deletes of this stream; null for what has nothing
   * before it. A stream whose view type has old images gives one with each of them.
   */
  ChangeFacts.BeforeImages kept(StreamRecord change, ChangeOperation operation) {
    if (operation == ChangeOperation.CREATE) {
      return null;
    }
    return switch (settings.before()) {
      case FULL ->
          change.oldImage() == null ? ChangeFacts.BeforeImages.NONE : ChangeFacts.BeforeImages.FULL;
      case KEYS -> ChangeFacts.BeforeImages.KEYS;
      case NONE -> ChangeFacts.BeforeImages.NONE;
    };
  }

  /** The item before a delete of which only the key is known, or null. */
  String beforeRepair(Map<String, AttributeValue> key) {
    return settings.before() == RecordSettings.BeforeImages.KEYS ? ItemJson.write(key) : null;
  }
}
