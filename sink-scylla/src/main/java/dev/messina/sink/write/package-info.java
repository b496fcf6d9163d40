/**
 * Bounded writes, what becomes of the ones that fail, and the offsets that follow the ones that
 * don't. Before it: {@code dev.messina.sink.statement}; after it: the server, and Kafka for the
 * offsets.
 */
package dev.messina.sink.write;
