/** What goes wrong, as AWS tells it. Every other room may throw it. */
package dev.messina.dynamodb.error;
