/**
 * Measures the source against a bare loop of the AWS SDK and Kafka's producer. DynamoDB is played
 * by a process that gives canned answers, since DynamoDB Local is slower than what is measured.
 */
package dev.messina.bench.source;
