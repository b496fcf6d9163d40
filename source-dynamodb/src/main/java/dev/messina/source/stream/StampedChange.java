package dev.messina.source.stream;

import dev.messina.source.aws.StreamRecord;
import dev.messina.source.offset.ShardOffset;

/**
 * A record of a shard with its write timestamp.
 *
 * @param before the position before it
 * @param position the position after it; its lineage ends in the record's write timestamp
 */
public record StampedChange(StreamRecord record, ShardOffset before, ShardOffset position) {}
