package dev.messina.cli.status;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What the topics of dead letters hold, of all tables.
 *
 * @param all empty if there are none, or they cannot be read
 * @param byOperation empty likewise, and where nobody wants to know it
 */
record Letters(OptionalLong all, Map<String, Long> byOperation) {}
