package dev.messina.source.stream;

import java.time.Duration;

/**
 * What the configuration says of the reading of a stream.
 *
 * @param progressInterval at least so long between two records about the progress of a shard
 * @param tables how many tables share the task's calls
 */
public record StreamOptions(
    StreamSettings stream, EpochSettings epochs, Duration progressInterval, int tables) {}
