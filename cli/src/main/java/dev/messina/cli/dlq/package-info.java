/**
 * What lies in a sink's dead-letter queue, why, and what of it is still open. Only reads; what
 * mends is {@link dev.messina.cli.repair.Repair}.
 */
package dev.messina.cli.dlq;
