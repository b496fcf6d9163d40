/** JSON texts in and out, over Jackson's streams. */
package dev.messina.dynamodb.json;
