/**
 * Plumbing that every plugin for Kafka Connect needs: options and what is wrong with them, metrics
 * in JMX, a version, waiting times. Knows no record, no database and no topic of Messina's.
 */
package dev.messina.plugin;
