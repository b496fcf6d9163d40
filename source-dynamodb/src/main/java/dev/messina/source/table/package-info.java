/**
 * A table from its first epoch on: what its tasks agree upon, and when it is scanned, followed and
 * scanned again. Receives what is committed of the table and signals; hands on epochs to {@code
 * stream} and {@code snapshot}, and decisions as offsets, through {@code control}.
 */
package dev.messina.source.table;
