package dev.messina.sink.session;

import dev.messina.sink.cql.ColumnConversions;
import dev.messina.sink.route.TableName;
import java.util.List;

/** Looks at the cluster and the table before a connector is started on them. */
@FunctionalInterface
public interface TargetCheck {

  /** All that is wrong; empty if rows can be written. */
  List<Finding> findings(SessionSettings settings, TableName table, ColumnConversions conversions);
}
