package dev.messina.sink.evolve;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.sink.route.TableName;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The columns that a table once had, as the server remembers them in {@code
 * system_schema.dropped_columns}. Where one of such a name is added again, the server hides every
 * value in it that bears a write timestamp up to that of the drop, whenever it is written, and says
 * nothing.
 *
 * @param untilMicros the last write timestamp that is hidden, in microseconds since 1970, by column
 */
public record DroppedColumns(Map<String, Long> untilMicros) {

  public static final DroppedColumns NONE = new DroppedColumns(Map.of());

  /** No clock of milliseconds shows that much before the year 5138, one of microseconds has. */
  private static final long MICROSECONDS_MIN = 100_000_000_000_000L;

  public DroppedColumns {
    untilMicros = Map.copyOf(untilMicros);
  }

  /** Asks the server. Fails with the driver's exceptions. */
  public static DroppedColumns of(CqlSession session, TableName table) {
    Map<String, Long> until = new LinkedHashMap<>();
    for (Row row :
        session.execute(
            "SELECT column_name, dropped_time FROM system_schema.dropped_columns"
                + " WHERE keyspace_name = ? AND table_name = ?",
            table.keyspace(),
            table.table())) {
      Instant dropped = row.getInstant("dropped_time");
      if (dropped != null) {
        until.put(row.getString("column_name"), untilMicros(dropped.toEpochMilli()));
      }
    }
    return until.isEmpty() ? NONE : new DroppedColumns(until);
  }

  /**
   * Those that the table has again at this moment, by the server's word: what the driver knows of
   * the table may be older than the drop, and a column that is gone hides nothing. Fails with the
   * driver's exceptions.
   */
  public static DroppedColumns addedAgain(CqlSession session, TableName table) {
    DroppedColumns dropped = of(session, table);
    if (dropped.untilMicros().isEmpty()) {
      return NONE;
    }
    Map<String, Long> again = new LinkedHashMap<>(dropped.untilMicros());
    again.keySet().retainAll(columns(session, table));
    return again.isEmpty() ? NONE : new DroppedColumns(again);
  }

  private static Set<String> columns(CqlSession session, TableName table) {
    Set<String> names = new HashSet<>();
    for (Row row :
        session.execute(
            "SELECT column_name FROM system_schema.columns"
                + " WHERE keyspace_name = ? AND table_name = ?",
            table.keyspace(),
            table.table())) {
      names.add(row.getString("column_name"));
    }
    return names;
  }

  /**
   * Reads the time of a drop. Cassandra keeps it in milliseconds, rounded down, and goes by the
   * microsecond until it starts again; ScyllaDB puts the microseconds into the same column.
   */
  static long untilMicros(long droppedTime) {
    return droppedTime >= MICROSECONDS_MIN ? droppedTime : droppedTime * 1_000 + 999;
  }

  /** Whether values of that column are hidden that may be written as early as this. */
  public boolean hides(String column, long earliestMicros) {
    return untilMicros.getOrDefault(column, Long.MIN_VALUE) >= earliestMicros;
  }

  /** Why a value in that column may be hidden, and the way out; for messages. */
  public String problem(TableName table, String column) {
    return "column '"
        + column
        + "' of "
        + table
        + " was dropped at "
        + time(column)
        + " and added again, so that the server hides every value in it with a write timestamp up"
        + " to then, permanently; DROP it, and have a column of another name or another table take"
        + " the values";
  }

  /** When it was dropped. */
  Instant time(String column) {
    return Instant.ofEpochMilli(untilMicros.get(column) / 1_000);
  }
}
