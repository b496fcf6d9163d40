/**
 * Measures the source against a bare loop of the AWS SDK and Kafka's producer. DynamoDB is played
 * by the DynamoDB of this project in a process of its own, which keeps ahead of both.
 */
package dev.messina.bench.source;
