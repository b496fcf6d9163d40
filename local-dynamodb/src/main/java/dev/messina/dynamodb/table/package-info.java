/** Tables: what they are, their items in order, scans, expiry. */
package dev.messina.dynamodb.table;
