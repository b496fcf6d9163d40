/**
 * What goes between the source and its operators through Kafka: the control topic, which carries
 * offsets that no change can carry and signals to the source, notifications and heartbeats, and
 * what the source asks Kafka about its topics. Receives offsets; hands on records through the
 * outbox, beside those of {@code record}.
 */
package dev.messina.source.control;
