/**
 * The stream of a table: its shards, which of them may be read when, and where each stands.
 * Receives the table's epochs and what is committed of the shards; hands on changes with their
 * write timestamps, through {@code record}, and offsets, through {@code control}.
 */
package dev.messina.source.stream;
