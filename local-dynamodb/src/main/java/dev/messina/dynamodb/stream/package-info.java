/** Streams of changes: shards, records, iterators. */
package dev.messina.dynamodb.stream;
