package dev.messina.source;

import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.TableApi;
import dev.messina.source.control.ControlRecords;
import dev.messina.source.position.CommittedPositions;
import dev.messina.source.read.Fetches;
import java.time.Clock;

/**
 * What the tables of one task share. Everything here is used from the task's own thread, except the
 * two interfaces to DynamoDB.
 *
 * @param region the AWS region, for the records
 */
record TaskScope(
    DynamoDbSourceConfig config,
    String region,
    TableApi tables,
    StreamApi streams,
    Fetches fetches,
    CommittedPositions committed,
    ControlRecords control,
    Outbox outbox,
    Clock clock) {}
