/** The operations: one class each, what they check and what they answer. */
package dev.messina.dynamodb.api;
