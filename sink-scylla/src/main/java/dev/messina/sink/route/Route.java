package dev.messina.sink.route;

/**
 * Where a record's row goes.
 *
 * @param byHeader whether the record itself named the table, and not the configuration. A table
 *     that is missing is then the record's fault, not the task's.
 */
public record Route(TableName table, boolean byHeader) {

  /** A table that the configuration names. */
  public static Route configured(TableName table) {
    return new Route(table, false);
  }
}
