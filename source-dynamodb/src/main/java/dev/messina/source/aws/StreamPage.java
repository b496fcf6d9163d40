package dev.messina.source.aws;

import java.util.List;

/**
 * A page of a shard, possibly empty, which proves nothing.
 *
 * @param nextIterator where the next page begins, or null once a closed shard has been read to its
 *     end
 */
public record StreamPage(List<StreamRecord> records, String nextIterator) {

  /** Whether it holds no other record than this one, be it there or not. */
  public boolean holdsNothingBut(String sequence) {
    return records.stream().allMatch(record -> record.sequence().equals(sequence));
  }
}
