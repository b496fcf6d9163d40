/**
 * Where the source is: partitions, offsets, and their form in Connect's offset store. What stands
 * there is public and described in docs/offsets.md. Before it stands {@code change}, after it
 * {@code record} and {@code control}.
 */
package dev.messina.source.offset;
