/**
 * Items and changes as records for Kafka. The end of the line: receives what {@code stream} and
 * {@code snapshot} have read, and hands on to Kafka.
 */
package dev.messina.source.record;
