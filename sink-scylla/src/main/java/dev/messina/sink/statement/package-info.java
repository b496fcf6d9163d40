/**
 * A mutation to bound statements of one table, and those to the session. Receives from {@code
 * dev.messina.sink.mutation}; {@code dev.messina.sink.write} decides when they are sent.
 */
package dev.messina.sink.statement;
