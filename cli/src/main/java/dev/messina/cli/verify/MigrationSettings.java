package dev.messina.cli.verify;

import dev.messina.cli.sweep.Access;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which table is on its way, and how its services are reached.
 *
 * @param connect address of a Connect worker
 * @param source name of the connector that reads the table
 * @param sink name of the connector that writes the target
 * @param table name of the table in DynamoDB; empty to take the only one of the source
 * @param mapping a document in the place of the one that the sink's options hold
 * @param access to Kafka and the target where the connectors' own does not do
 * @param dynamoDb an address in the place of the source's
 */
public record MigrationSettings(
    URI connect,
    String source,
    String sink,
    Optional<String> table,
    Optional<Path> mapping,
    Access access,
    Optional<URI> dynamoDb) {}
