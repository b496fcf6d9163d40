/**
 * Items and changes as records for Kafka. The end of the line; before it stand {@code read} and
 * {@code position}, after it Kafka.
 */
package dev.messina.source.record;
