/**
 * From a Kafka record to what should be true of one row, still free of CQL. Before it: the worker's
 * converters and transforms; after it: {@code dev.messina.sink.statement}.
 */
package dev.messina.sink.mutation;
