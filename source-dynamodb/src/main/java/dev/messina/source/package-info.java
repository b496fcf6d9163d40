/**
 * The source connector: tables of DynamoDB and their streams, to Kafka. What Connect sees stands
 * here, and the loop that drives the rooms on the line: {@code aws}, {@code read}, {@code change},
 * {@code position}, {@code record}, {@code control}; {@code check} looks at a configuration before
 * any of them runs.
 */
package dev.messina.source;
