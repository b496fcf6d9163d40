/** The operations on tables: create, describe, update, delete, list, tag, expire. */
package dev.messina.dynamodb.api.table;
