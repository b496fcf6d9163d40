/** The operations on streams: list, describe, iterate, read. */
package dev.messina.dynamodb.api.stream;
