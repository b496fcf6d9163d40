/**
 * The calls to DynamoDB that the source makes, all of them reading. Nothing else knows endpoints,
 * credentials or clients. First on the line: receives DynamoDB's answers, and hands on items,
 * changes and shards.
 */
package dev.messina.source.aws;
