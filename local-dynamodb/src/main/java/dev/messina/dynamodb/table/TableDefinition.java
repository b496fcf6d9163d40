package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import java.util.Map;

/**
 * What a table was created with, and changed to since.
 *
 * @param attributes the types of all attributes that keys are made of
 * @param options what is kept only to be described, by the names of the requests: {@code
 *     TableClass}, {@code SSESpecification}, {@code OnDemandThroughput}, {@code WarmThroughput},
 *     {@code DeletionProtectionEnabled}
 */
public record TableDefinition(
    KeySchema keySchema,
    Map<String, KeyType> attributes,
    Indexes indexes,
    Billing billing,
    Map<String, Object> options) {

  public boolean isDeletionProtected() {
    return Boolean.TRUE.equals(options.get("DeletionProtectionEnabled"));
  }

  public TableDefinition attributes(Map<String, KeyType> next) {
    return new TableDefinition(keySchema, next, indexes, billing, options);
  }

  public TableDefinition indexes(Indexes next) {
    return new TableDefinition(keySchema, attributes, next, billing, options);
  }

  public TableDefinition billing(Billing next) {
    return new TableDefinition(keySchema, attributes, indexes, next, options);
  }

  public TableDefinition options(Map<String, Object> next) {
    return new TableDefinition(keySchema, attributes, indexes, billing, next);
  }
}
