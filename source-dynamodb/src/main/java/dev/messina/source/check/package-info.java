/**
 * Looks at a configuration before it runs: spelling, tables, topics. Stands beside the line and
 * asks through {@code aws} and {@code control}; every error says what, where and what to do.
 */
package dev.messina.source.check;
