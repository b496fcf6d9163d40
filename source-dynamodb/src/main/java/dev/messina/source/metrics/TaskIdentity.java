package dev.messina.source.metrics;

/**
 * Whose metrics they are.
 *
 * @param server the prefix of the topics, which Debezium calls the server
 * @param connector name of the connector
 * @param task number of the task
 */
public record TaskIdentity(String server, String connector, String task) {}
