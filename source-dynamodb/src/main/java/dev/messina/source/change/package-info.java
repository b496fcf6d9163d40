/**
 * What happened to an item, and when it counts as written: the epoch, the fold of write timestamps
 * along a lineage of shards, an item as text. Pure. Receives answers of {@code aws}; hands on to
 * {@code offset} and {@code record}.
 */
package dev.messina.source.change;
