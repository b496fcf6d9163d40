/** The operations on single items. */
package dev.messina.dynamodb.api.item;
