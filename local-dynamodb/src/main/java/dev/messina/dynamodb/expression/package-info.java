/** The expression languages: conditions, projections, updates, and what their older forms mean. */
package dev.messina.dynamodb.expression;
