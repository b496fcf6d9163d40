package dev.messina.cli.status;

import java.util.Map;

/**
 * The records that topics still hold by operation: {@code r}, {@code c}, {@code u}, {@code d} and
 * {@code other}.
 *
 * @param committed those that the sink has written, or dead-lettered
 * @param lag those that the sink has not committed
 * @param deadLetters those in the topics of dead letters, of all tables; empty without such topics
 */
public record OperationLedger(
    Map<String, Long> committed, Map<String, Long> lag, Map<String, Long> deadLetters) {}
