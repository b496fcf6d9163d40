/** Reads of many items: queries and scans. */
package dev.messina.dynamodb.api.read;
