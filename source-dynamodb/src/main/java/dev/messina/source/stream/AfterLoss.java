package dev.messina.source.stream;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.WriteClock;

/**
 * How a shard goes on once a data loss of it is recorded or mended.
 *
 * @param end the write timestamps that its children begin above, where it is at its end
 */
record AfterLoss(ShardDescription shard, Then then, WriteClock end) {

  enum Then {
    /** What is left of it is read. */
    READ_ON,
    /** Nothing is left of what was being read. */
    END_OF_READING,
    /** Nothing is left of it. */
    END,
    /** Nothing is left of one that no listing has shown; another task's offset may show it yet. */
    END_IF_UNKNOWN
  }
}
