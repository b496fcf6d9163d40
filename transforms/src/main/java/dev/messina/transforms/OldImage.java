package dev.messina.transforms;

import dev.messina.record.ChangeFacts;
import dev.messina.record.ChangeFacts.BeforeImages;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.Coordinates;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.mapping.Mapping.MissingOldImage;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;

/** The image before a change, where a mapping cannot do without it. */
final class OldImage {

  private static final String NEEDED =
      ", which the mapping needs because its 'when' or 'key' depends on more than the item's key";

  private static final String REMEDY =
      "; set the stream's view type to NEW_AND_OLD_IMAGES and the source's before.images to full";

  private OldImage() {}

  /**
   * The whole item before an update or a delete, if the record holds it. Whether it is whole the
   * record says; where it does not, one with nothing but the key is taken for cut.
   */
  static Optional<ItemImage> of(ChangeRecord change, RowPlan plan, RecordKey key) {
    ChangeFacts facts = change.source().facts();
    BeforeImages kept = facts.beforeImages();
    if (change.before() == null
        || facts.readAgain()
        || (kept != null && kept != BeforeImages.FULL)) {
      return Optional.empty();
    }
    ItemImage image = ItemImage.read(change.before(), plan, key);
    return kept == null && image.holdsOnlyTheKey() ? Optional.empty() : Optional.of(image);
  }

  /**
   * The error of a record that lacks it.
   *
   * @throws OldImagesNotKeptError if every record of this source lacks it, unless the mapping takes
   *     that for a matter of single records
   */
  static ItemException missing(ChangeRecord change, ConnectRecord<?> record, RowPlan plan) {
    ChangeFacts facts = change.source().facts();
    if (facts.readAgain()) {
      return new ItemException(
          "the item was gone when its key was read again, so there is no old image"
              + NEEDED
              + "; if the target still has its row, delete that by hand");
    }
    if (record.headers().lastWithName(ChangeRecordSchema.BEFORE_DROPPED_HEADER) != null) {
      return new ItemException(
          "the old image was left out because the record was too big, and the mapping needs"
              + " it; raise record.max.bytes and max.request.size at the source");
    }
    if (facts.beforeImages() == BeforeImages.FULL) {
      return new ItemException(
          "the record has no old image although its source keeps them; a transform before this one"
              + " has removed 'before'"
              + NEEDED);
    }
    String problem =
        facts.beforeImages() == null && change.before() != null
            ? "the old image holds nothing but the item's key"
            : "the record has no old image";
    if (facts.beforeImages() != null && plan.mapping().missingOldImage() == MissingOldImage.STOP) {
      throw new OldImagesNotKeptError(Coordinates.of(record), plan.itemKey());
    }
    return new ItemException(problem + NEEDED + REMEDY);
  }

  /**
   * Ends the task: the source keeps no old images, and without them the mapping cannot tell the row
   * of any update or delete. That is no fault of one record, so no dead-letter queue should fill
   * with it. Connect hands every {@link Exception} of a transform to {@code errors.tolerance}; an
   * Error is what remains to stop a task with.
   */
  static final class OldImagesNotKeptError extends Error {

    private static final long serialVersionUID = 1L;

    OldImagesNotKeptError(Coordinates where, Collection<String> itemKey) {
      super(
          "Change record at "
              + where.text()
              + ": its source keeps no old images, which the mapping needs because its 'key'"
              + " depends on more than the item's key ("
              + String.join(", ", itemKey)
              + "). Every update and delete would be refused, so the task stops. Set the stream's"
              + " view type to NEW_AND_OLD_IMAGES and the source's before.images to full. Records"
              + " that are on the topic already stay without: set 'missing_old_image: reject' in"
              + " the mapping to have those refused one by one, and take a new snapshot after"
              + " them.");
    }
  }
}
