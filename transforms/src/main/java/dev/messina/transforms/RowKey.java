package dev.messina.transforms;

import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/**
 * The key of a row.
 *
 * @param schema null without schemas
 * @param value Struct or Map, column to value
 * @param attributes the item's key attributes under their own names
 */
record RowKey(Schema schema, Object value, Set<String> attributes) {}
