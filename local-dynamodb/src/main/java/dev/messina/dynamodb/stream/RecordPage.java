package dev.messina.dynamodb.stream;

import java.util.List;
import java.util.Optional;

/**
 * A page of a shard, possibly empty.
 *
 * @param next where the page behind it begins; empty at the end of a closed shard
 */
public record RecordPage(List<StreamRecord> records, Optional<ShardPosition> next) {}
