package dev.messina.sink.session;

import dev.messina.sink.cql.ColumnConversions;
import dev.messina.sink.route.TableName;
import java.util.List;
import java.util.Map;

/** Looks at the cluster and the table before a connector is started on them. */
@FunctionalInterface
public interface TargetCheck {

  /**
   * All that is wrong; empty if rows can be written.
   *
   * @param tables each with the option that names it; those that only records will name are not
   *     among them
   * @param mayBeCreated whether tables may be missing, since the sink creates them
   */
  List<Finding> findings(
      SessionSettings settings,
      Map<TableName, String> tables,
      boolean mayBeCreated,
      ColumnConversions conversions);
}
