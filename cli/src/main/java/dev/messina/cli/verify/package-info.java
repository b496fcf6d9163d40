/**
 * Runs a verification of two deployed connectors: finds what is deployed, opens both databases and
 * Kafka, and words what comes out. The checks themselves are in {@code dev.messina.verification}.
 */
package dev.messina.cli.verify;
