/**
 * A small DynamoDB, in memory. {@link dev.messina.dynamodb.LocalDynamoDb} is the entrance for
 * programs, {@link dev.messina.dynamodb.Main} for the command line.
 */
package dev.messina.dynamodb;
