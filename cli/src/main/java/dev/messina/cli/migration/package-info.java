/**
 * A migration by its two connectors, and how what they use is reached from here: Connect, Kafka and
 * DynamoDB.
 */
package dev.messina.cli.migration;
