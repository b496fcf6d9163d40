/**
 * Fetching: pages of scan segments and of shards, which shard may be read when, and how many pages
 * are held at once. Before it stands {@code aws}, after it {@code change}.
 */
package dev.messina.source.read;
