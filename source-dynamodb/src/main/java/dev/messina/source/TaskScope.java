package dev.messina.source;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.TableApi;
import dev.messina.source.control.ControlRecords;
import dev.messina.source.control.Notifications;
import dev.messina.source.control.Outbox;
import dev.messina.source.control.TopicQuestions;
import dev.messina.source.fetch.DescribeStreamRateLimiter;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.CommittedOffsets;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the tables of one task share. Everything here is used from the task's own thread, except the
 * two interfaces to DynamoDB and the one to topics.
 *
 * @param shares what this task reads
 * @param taskId the task's number in its connector
 * @param region the AWS region, for the records
 * @param topics asks Kafka about topics; may take seconds
 * @param clock DynamoDB's time, by which changes and epochs are judged; may jump
 * @param timer runs evenly, for waits and intervals
 * @param random spreads calls over time
 */
record TaskScope(
    DynamoDbSourceConfig config,
    List<TableAssignment> shares,
    String taskId,
    String region,
    TableApi tables,
    StreamApi streams,
    FetchQueue fetches,
    DescribeStreamRateLimiter discovery,
    CommittedOffsets committed,
    ControlRecords control,
    Notifications notifications,
    TopicQuestions topics,
    SourceMetrics metrics,
    Outbox outbox,
    Clock clock,
    Clock timer,
    RandomGenerator random) {}
