/**
 * Measures the source against a bare loop of the AWS SDK and Kafka's producer. DynamoDB is played
 * by a process that gives canned answers, so that as little as possible is measured besides.
 */
package dev.messina.bench.source;
