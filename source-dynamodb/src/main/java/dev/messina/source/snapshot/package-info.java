/**
 * The snapshot of a table: a task's segments of the scan, its rate limits, and listed keys.
 * Receives an epoch and what is committed of the segments; hands on items, through {@code record},
 * and offsets, through {@code control}.
 */
package dev.messina.source.snapshot;
