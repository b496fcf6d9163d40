package dev.messina.sink.mutation;

import java.util.function.Function;

/**
 * What should be true of one row from its write timestamp on. Applying mutations of one row in any
 * order and any number of times ends in the one with the highest write timestamp.
 */
public sealed interface RowMutation {

  RecordCoordinates coordinates();

  RowFields key();

  WriteTimestamp writtenAt();

  <T> T fold(
      Function<Replace, T> onReplace, Function<Merge, T> onMerge, Function<Delete, T> onDelete);

  /** The delete of the row from which the item has moved to this one; null if it has not. */
  default Delete leftRow() {
    return fold(Replace::left, Merge::left, delete -> null);
  }

  /**
   * The row is exactly this image: a column that is absent or null here has no value there.
   *
   * @param left the delete of the row from which the item has moved to this one; null if it has not
   */
  record Replace(
      RecordCoordinates coordinates,
      RowFields key,
      RowFields columns,
      WriteTimestamp writtenAt,
      Expiry expiry,
      Delete left)
      implements RowMutation {
    @Override
    public <T> T fold(
        Function<Replace, T> onReplace, Function<Merge, T> onMerge, Function<Delete, T> onDelete) {
      return onReplace.apply(this);
    }
  }

  /**
   * The row exists and has these values: a column that is null here has no value there, one that is
   * absent is not spoken of.
   *
   * @param left the delete of the row from which the item has moved to this one; null if it has not
   */
  record Merge(
      RecordCoordinates coordinates,
      RowFields key,
      RowFields columns,
      WriteTimestamp writtenAt,
      Expiry expiry,
      Delete left)
      implements RowMutation {
    @Override
    public <T> T fold(
        Function<Replace, T> onReplace, Function<Merge, T> onMerge, Function<Delete, T> onDelete) {
      return onMerge.apply(this);
    }
  }

  /** The row does not exist. */
  record Delete(RecordCoordinates coordinates, RowFields key, WriteTimestamp writtenAt)
      implements RowMutation {
    @Override
    public <T> T fold(
        Function<Replace, T> onReplace, Function<Merge, T> onMerge, Function<Delete, T> onDelete) {
      return onDelete.apply(this);
    }
  }
}
