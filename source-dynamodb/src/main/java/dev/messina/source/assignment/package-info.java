/**
 * Who reads what: how tables, and the shards and segments of a table, are shared among the tasks of
 * a connector. Pure functions; every task comes to the same answer by itself.
 */
package dev.messina.source.assignment;
