/**
 * What happened to an item, and when it counts as written: the epoch, the fold of write timestamps
 * along a lineage of shards, an item as text. Pure. Before it stands {@code read}, after it {@code
 * position} and {@code record}.
 */
package dev.messina.source.change;
