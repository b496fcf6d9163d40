/**
 * Where the source is: partitions, offsets, and their form in Connect's offset store. What stands
 * there is public and described in docs/offsets.md. Receives write timestamps of {@code change};
 * hands on to {@code record} and {@code control}.
 */
package dev.messina.source.offset;
