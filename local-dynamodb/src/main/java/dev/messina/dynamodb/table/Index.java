package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import java.util.List;
import java.util.stream.Stream;

/**
 * A secondary index.
 *
 * @param throughput of a global one; a local one has that of its table
 */
public record Index(
    String name,
    Kind kind,
    KeySchema keySchema,
    IndexProjection projection,
    Throughput throughput) {

  /** Whether it has its table's partition key or one of its own. */
  public enum Kind {
    LOCAL,
    GLOBAL
  }

  public boolean isGlobal() {
    return kind == Kind.GLOBAL;
  }

  public Index throughput(Throughput next) {
    return new Index(name, kind, keySchema, projection, next);
  }

  /** The attributes that it holds, if not all. */
  public List<String> attributes(KeySchema tableKey) {
    return Stream.of(
            tableKey.attributes().stream().map(KeyAttribute::name),
            keySchema.attributes().stream().map(KeyAttribute::name),
            projection.nonKeyAttributes().stream())
        .flatMap(each -> each)
        .distinct()
        .toList();
  }
}
