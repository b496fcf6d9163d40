package dev.messina.verification.check;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of records of a topic, with one bit for each offset of a stretch that has any. */
final class OffsetMarks {

  private static final int BLOCK_BITS = 16;
  private static final int IN_BLOCK = (1 << BLOCK_BITS) - 1;

  private final Map<Block, BitSet> blocks = new HashMap<>();
  private long size;

  private record Block(int partition, long number) {}

  /** Adds a record that is not in it yet. */
  void add(int partition, long offset) {
    blocks
        .computeIfAbsent(new Block(partition, offset >>> BLOCK_BITS), block -> new BitSet())
        .set((int) (offset & IN_BLOCK));
    size++;
  }

  boolean contains(int partition, long offset) {
    BitSet block = blocks.get(new Block(partition, offset >>> BLOCK_BITS));
    return block != null && block.get((int) (offset & IN_BLOCK));
  }

  long size() {
    return size;
  }
}
