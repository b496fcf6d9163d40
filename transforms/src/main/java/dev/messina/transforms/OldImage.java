package dev.messina.transforms;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.transforms.item.ItemException;
import org.apache.kafka.connect.connector.ConnectRecord;

/** The image before a change, where a mapping cannot do without it. */
final class OldImage {

  private OldImage() {}

  /**
   * The old image of an update or a delete.
   *
   * @throws ItemException with the remedy if the record lacks it, or all of it but the key
   */
  static ItemImage of(ChangeRecord change, ConnectRecord<?> record, RowPlan plan, RecordKey key) {
    if (change.before() == null) {
      throw new ItemException(
          record.headers().lastWithName(ChangeRecordSchema.BEFORE_DROPPED_HEADER) == null
              ? "the record has no old image" + REMEDY
              : "the old image was left out because the record was too big, and the mapping needs"
                  + " it; raise max.request.size at the source");
    }
    ItemImage image = ItemImage.read(change.before(), plan, key);
    if (image.holdsOnlyTheKey()) {
      throw new ItemException("the old image holds nothing but the item's key" + REMEDY);
    }
    return image;
  }

  private static final String REMEDY =
      ", which the mapping needs because its 'when' or 'key' depends on more than the item's key;"
          + " set the stream's view type to NEW_AND_OLD_IMAGES and the source's before.images to"
          + " full";
}
