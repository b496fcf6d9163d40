package dev.messina.source.record;

/**
 * What all records of a table have in common.
 *
 * @param region the AWS region
 * @param connector the connector's name in Connect
 * @param task the number of the task in the connector, as text
 */
public record Origin(
    String connectorVersion,
    String region,
    String table,
    String connector,
    String task,
    TopicSettings topics,
    RecordSettings settings) {}
