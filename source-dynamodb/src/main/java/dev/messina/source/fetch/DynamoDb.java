package dev.messina.source.fetch;

import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.TableApi;
import dev.messina.source.export.Exports;
import java.util.random.RandomGenerator;

/**
 * DynamoDB as a task sees it. Everything here is used from the task's own thread, except the two
 * interfaces and the exports.
 *
 * @param listings how often the shards of a stream may be listed
 * @param random spreads calls over time
 */
public record DynamoDb(
    TableApi tables,
    StreamApi streams,
    Exports exports,
    FetchQueue fetches,
    DescribeStreamRateLimiter listings,
    Clocks clocks,
    RandomGenerator random) {}
