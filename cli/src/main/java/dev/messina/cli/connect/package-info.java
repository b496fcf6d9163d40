/**
 * A small client of Connect's REST API, and connector files with their addresses replaced. Used by
 * the demo; knows nothing of what the connectors do.
 */
package dev.messina.cli.connect;
