package dev.messina.source.record;

/**
 * What all records of a table have in common.
 *
 * @param region the AWS region
 */
public record Origin(String connectorVersion, String region, String table, TopicSettings topics) {}
