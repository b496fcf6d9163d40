/** What {@code messina status} tells of migrations, by what Connect, Kafka and DynamoDB say. */
package dev.messina.cli.status;
