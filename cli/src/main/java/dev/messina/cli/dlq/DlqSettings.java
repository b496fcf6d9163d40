package dev.messina.cli.dlq;

import dev.messina.cli.sweep.Access;
import java.net.URI;
import java.util.Optional;

/**
 * Which dead-letter queue, and how much is read.
 *
 * @param connect address of a Connect worker
 * @param source name of the connector that reads the table; empty to take the only one there is
 * @param sink name of the connector whose letters they are
 * @param access to Kafka where the source's own does not do
 * @param lettersMost how many letters are read, the newest ones; above zero
 * @param recordsMost how many records after them are read; above zero
 */
public record DlqSettings(
    URI connect,
    Optional<String> source,
    String sink,
    Access access,
    long lettersMost,
    long recordsMost) {}
