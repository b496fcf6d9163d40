package dev.messina.sink.evolve;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;

/** What a table that the sink creates must have said of it, beside its columns. */
@FunctionalInterface
public interface NewTableOptions {

  /** The defaults of the server. */
  NewTableOptions NONE = keyspace -> "";

  /** The clause after the columns, such as {@code WITH gc_grace_seconds = 2592000}, or empty. */
  String clause(KeyspaceMetadata keyspace);
}
