package dev.messina.sink.evolve;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.TableName;

/** Sees to it that a table has a place for a row, as far as that is allowed. */
@FunctionalInterface
public interface TableEvolution {

  /** Tables stay as they are. */
  TableEvolution NONE = (table, mutation) -> {};

  /**
   * Changes the table if the mutation needs it. Blocks while it does, and returns when all nodes
   * know of the change. What cannot be changed is left for the binding of the row to refuse.
   *
   * @throws org.apache.kafka.connect.errors.DataException if the server refuses the change, or the
   *     table would have too many columns
   * @throws org.apache.kafka.connect.errors.ConnectException if nobody may change the table, or the
   *     nodes do not come to agree
   */
  void fit(TableName table, RowMutation mutation);

  /** What a table that the sink creates must have said of it, beside its columns. */
  @FunctionalInterface
  interface NewTableOptions {

    /** The defaults of the server. */
    NewTableOptions NONE = keyspace -> "";

    /** The clause after the columns, such as {@code WITH gc_grace_seconds = 2592000}, or empty. */
    String clause(KeyspaceMetadata keyspace);
  }
}
