package dev.messina.dynamodb.table;

import java.util.Map;

/**
 * A vector index, which is described and never read.
 *
 * @param description its members as the request gave them
 */
public record VectorIndex(String name, Map<String, Object> description) {}
