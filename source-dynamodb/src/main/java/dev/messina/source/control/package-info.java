/**
 * What goes between the source and its operators through Kafka: the control topic, which carries
 * positions that no change can carry and signals to the source, notifications and heartbeats, and
 * what the source asks Kafka about its topics. Beside {@code record} at the end of the line; before
 * it stands {@code position}.
 */
package dev.messina.source.control;
