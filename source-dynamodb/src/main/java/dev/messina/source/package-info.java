/**
 * The source connector: tables of DynamoDB and their streams, to Kafka. What Connect sees stands
 * here, and the loop that drives {@code table}. Receives a configuration; hands on records.
 */
package dev.messina.source;
