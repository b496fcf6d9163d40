/**
 * Changes tables so that they have a place for what records bring: after the table is chosen
 * ({@code dev.messina.sink.route}) and before the row is bound ({@code
 * dev.messina.sink.statement}).
 */
package dev.messina.sink.evolve;
