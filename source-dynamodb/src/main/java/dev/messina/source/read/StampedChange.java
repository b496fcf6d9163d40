package dev.messina.source.read;

import dev.messina.source.aws.StreamRecord;
import dev.messina.source.position.ShardPosition;

/**
 * A record of a shard with its write time.
 *
 * @param before the position in front of it
 * @param position the position behind it; its lineage ends in the record's write time
 */
public record StampedChange(StreamRecord record, ShardPosition before, ShardPosition position) {}
