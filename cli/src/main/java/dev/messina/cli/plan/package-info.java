/**
 * What it takes to move a table: what it is, what stands in it, what is proposed, what it costs,
 * and each loss and doubt with its reason.
 */
package dev.messina.cli.plan;
