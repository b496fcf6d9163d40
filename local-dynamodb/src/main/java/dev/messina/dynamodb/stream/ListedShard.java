package dev.messina.dynamodb.stream;

import java.util.Optional;

/**
 * A shard as DescribeStream tells of it.
 *
 * @param parent the shard that it continues, in the list or not; empty for the first ones
 * @param ending empty as long as it is open
 */
public record ListedShard(
    String id, Optional<String> parent, SequenceNumber starting, Optional<SequenceNumber> ending) {}
