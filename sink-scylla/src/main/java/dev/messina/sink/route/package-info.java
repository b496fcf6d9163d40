/**
 * Which table a record goes to. The mutation that is written there is made next door, in {@code
 * dev.messina.sink.mutation}; the table's statements in {@code dev.messina.sink.statement}.
 */
package dev.messina.sink.route;
