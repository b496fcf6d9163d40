package dev.messina.sink.evolve;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.evolve.TableEvolution.NewTableOptions;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowFields;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Compares each new schema of records with its table and makes up the difference. Tasks that do so
 * at the same time come to the same end: whoever is told that a column or table is already there
 * reads the schema again and goes on from what it is now.
 */
public final class SchemaEvolution implements TableEvolution {

  /** Schemas made from data could have names without end. */
  static final int COLUMNS_MAX = 1_000;

  /** Each loss of a race leaves less to add; more than these are something else. */
  private static final int ATTEMPTS_MAX = 10;

  private final CqlSession session;
  private final SchemaChanges changes;
  private final boolean creates;
  private final NewTableOptions newTables;
  private final Map<TableName, Fitting> fitting = new ConcurrentHashMap<>();

  /** What was last found to fit, and by which state of the cluster's metadata. */
  private record Fitting(Metadata seen, Schema key, Schema columns) {}

  private SchemaEvolution(CqlSession session, boolean creates, NewTableOptions newTables) {
    this.session = session;
    this.changes = new SchemaChanges(session);
    this.creates = creates;
    this.newTables = newTables;
  }

  /**
   * @param newTables said of a table that is created
   */
  public static TableEvolution of(
      EvolutionMode mode, CqlSession session, NewTableOptions newTables) {
    return mode == EvolutionMode.NONE
        ? TableEvolution.NONE
        : new SchemaEvolution(session, mode.creates(), newTables);
  }

  @Override
  public void fit(TableName table, RowMutation mutation) {
    Schema key = schema(mutation.key());
    Schema columns =
        schema(
            mutation.fold(
                RowMutation.Replace::columns,
                RowMutation.Merge::columns,
                delete -> RowFields.NONE));
    Fitting last = fitting.get(table);
    if (last == null
        || last.seen() != session.getMetadata()
        || last.columns() != columns
        || last.key() != key) {
      fit(table, key, columns, mutation.coordinates());
    }
  }

  private synchronized void fit(
      TableName table, Schema key, Schema columns, RecordCoordinates where) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Metadata metadata = session.getMetadata();
      Optional<TableChange> change = change(metadata, table, key, columns, where);
      if (change.isEmpty()) {
        fitting.put(table, new Fitting(metadata, key, columns));
        return;
      }
      checkNeverDropped(change.get(), where);
      Optional<String> refusal = changes.make(change.get());
      if (refusal.isPresent()
          && change.equals(change(session.getMetadata(), table, key, columns, where))) {
        throw where.error(
            "schema.evolution would add "
                + change.get().columns()
                + " to "
                + table
                + ", which the server refuses ("
                + refusal.get()
                + "); change the table by hand, or rename the fields with a transform");
      }
    }
    throw new ConnectException(
        "Table "
            + table
            + " is being changed by somebody else again and again; stop that, or set"
            + " schema.evolution=none, and restart the task.");
  }

  /** In a column that is there for the second time rows from before the drop would not be seen. */
  private void checkNeverDropped(TableChange change, RecordCoordinates where) {
    DroppedColumns dropped = DroppedColumns.of(session, change.table());
    for (String column : change.columns().keySet()) {
      if (dropped.untilMicros().containsKey(column)) {
        throw where.error(
            "schema.evolution does not add column '"
                + column
                + "' to "
                + change.table()
                + ", which was dropped at "
                + dropped.time(column)
                + ": in a new one of that name the server would hide every value with a write"
                + " timestamp up to then; rename the field with a transform, or write to another"
                + " table");
      }
    }
  }

  private Optional<TableChange> change(
      Metadata metadata, TableName table, Schema key, Schema columns, RecordCoordinates where) {
    Optional<KeyspaceMetadata> keyspace =
        metadata.getKeyspace(CqlIdentifier.fromInternal(table.keyspace()));
    Optional<TableMetadata> existing =
        keyspace.flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table.table())));
    TableChange change =
        existing.isPresent()
            ? addition(table, columns, existing.get())
            : creation(keyspace, table, key, columns, where);
    if (change == null || change.isEmpty()) {
      return Optional.empty();
    }
    int before = existing.map(found -> found.getColumns().size()).orElse(0);
    if (before + change.columns().size() > COLUMNS_MAX) {
      throw where.error(
          "with its fields "
              + table
              + " would have more than "
              + COLUMNS_MAX
              + " columns, which schema.evolution does not make; have a transform put them into a"
              + " map or into text");
    }
    return Optional.of(change);
  }

  private static TableChange addition(TableName table, Schema columns, TableMetadata existing) {
    Set<String> names =
        existing.getColumns().keySet().stream()
            .map(CqlIdentifier::asInternal)
            .collect(Collectors.toSet());
    return TableChange.add(table, fields(columns), names);
  }

  /** Null where the binding of the row tells better what is missing. */
  private TableChange creation(
      Optional<KeyspaceMetadata> keyspace,
      TableName table,
      Schema key,
      Schema columns,
      RecordCoordinates where) {
    if (!creates || keyspace.isEmpty()) {
      return null;
    }
    if (key == null
        || !key.fields().stream().allMatch(field -> field.schema().type().isPrimitive())) {
      throw where.error(
          "there is no table "
              + table
              + ", and the record's key has no schema of which schema.evolution=create could make"
              + " a primary key; CREATE TABLE it, or send keys with a schema of scalars");
    }
    return TableChange.create(table, key, fields(columns), newTables.clause(keyspace.get()));
  }

  private static List<Field> fields(Schema schema) {
    return schema == null ? List.of() : schema.fields();
  }

  private static Schema schema(RowFields fields) {
    return fields instanceof RowFields.OfStruct typed ? typed.struct().schema() : null;
  }
}
