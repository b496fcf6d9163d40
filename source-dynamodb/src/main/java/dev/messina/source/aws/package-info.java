/**
 * The calls to DynamoDB that the source makes, all of them reading. Nothing else knows endpoints,
 * credentials or clients. First on the line; after it stands {@code read}.
 */
package dev.messina.source.aws;
