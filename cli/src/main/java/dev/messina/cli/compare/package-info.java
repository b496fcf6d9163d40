/**
 * Says whether a DynamoDB table and a CQL table hold the same data. Reads both sides by itself and
 * shares no decoding with the connectors, so that it can find their mistakes. Before it stands
 * nothing, after it the demo's verdict.
 */
package dev.messina.cli.compare;
