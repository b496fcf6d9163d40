/** Items: their values, numbers, sizes, keys, and the JSON that they are kept as. */
package dev.messina.dynamodb.item;
