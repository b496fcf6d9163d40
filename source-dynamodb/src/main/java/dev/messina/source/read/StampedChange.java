package dev.messina.source.read;

import dev.messina.source.position.ShardPosition;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A record of a shard with its write time.
 *
 * @param before the position in front of it
 * @param position the position behind it; its lineage ends in the record's write time
 */
public record StampedChange(Record record, ShardPosition before, ShardPosition position) {}
