package dev.messina.source.aws;

import java.util.List;

/**
 * A page of a shard, possibly empty, which proves nothing.
 *
 * @param nextIterator where the next page begins, or null once a closed shard has been read to its
 *     end
 */
public record StreamPage(List<StreamRecord> records, String nextIterator) {

  /** Whether this is the end of a closed shard and holds nothing but this record, or nothing. */
  public boolean endsAt(String sequence) {
    return nextIterator == null
        && records.stream().allMatch(record -> record.sequence().equals(sequence));
  }
}
