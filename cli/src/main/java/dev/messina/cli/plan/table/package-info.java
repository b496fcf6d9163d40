/** What DynamoDB says of a table. */
package dev.messina.cli.plan.table;
