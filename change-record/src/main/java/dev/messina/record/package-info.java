/**
 * The wire contract between the source and whoever reads its topics: schema, field names, header
 * names, a writer and a strict reader. Nothing lives here that is not visible on a topic. Before it
 * stands the source connector, after it the transforms.
 */
package dev.messina.record;
