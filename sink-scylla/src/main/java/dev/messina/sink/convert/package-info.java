/**
 * A value of a record to the bytes of a column: exactly, or not at all. Knows the driver's types,
 * no table and no session.
 */
package dev.messina.sink.convert;
