package dev.messina.transforms;

import dev.messina.record.Coordinates;
import java.util.Collection;

/**
 * Ends the task: the source keeps no old images, and without them the mapping cannot tell the row
 * of any update or delete. That is no fault of one record, so no dead-letter queue should fill with
 * it. Connect hands every {@link Exception} of a transform to {@code errors.tolerance}; an Error is
 * what remains to stop a task with.
 */
final class OldImagesNotKeptError extends Error {

  private static final long serialVersionUID = 1L;

  OldImagesNotKeptError(Coordinates where, Collection<String> itemKey) {
    super(
        "Change record at "
            + where.text()
            + ": its source keeps no old images, which the mapping needs because its 'key' depends"
            + " on more than the item's key ("
            + String.join(", ", itemKey)
            + "). Every update and delete would be refused, so the task stops. Set the stream's"
            + " view type to NEW_AND_OLD_IMAGES and the source's before.images to full. Records"
            + " that are on the topic already stay without: set 'missing_old_image: reject' in the"
            + " mapping to have those refused one by one, and take a new snapshot after them.");
  }
}
