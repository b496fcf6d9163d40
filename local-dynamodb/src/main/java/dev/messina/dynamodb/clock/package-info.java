/** The server's own time. */
package dev.messina.dynamodb.clock;
