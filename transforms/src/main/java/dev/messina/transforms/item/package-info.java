/**
 * Reads an item written as DynamoDB JSON text, attribute by attribute, into plain values. Knows
 * nothing of records or columns; {@code dev.messina.transforms} makes rows of what it reads.
 */
package dev.messina.transforms.item;
