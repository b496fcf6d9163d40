/** The operations on exports: begin, describe, list. */
package dev.messina.dynamodb.api.export;
