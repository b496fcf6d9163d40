package dev.messina.dynamodb.stream;

/**
 * A place in a shard.
 *
 * @param index of the next record, from the first that the shard ever had
 * @param emptyPages how many pages without records come before it
 */
public record ShardPosition(long index, int emptyPages) {}
