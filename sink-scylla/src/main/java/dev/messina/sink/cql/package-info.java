/**
 * From a mutation and the table's metadata to bound statements: columns, exact conversion of
 * values, prepared statements. Before it: {@code dev.messina.sink.mutation}; after it: {@code
 * dev.messina.sink.write}.
 */
package dev.messina.sink.cql;
