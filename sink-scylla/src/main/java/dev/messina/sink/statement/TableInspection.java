package dev.messina.sink.statement;

import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.evolve.DroppedColumns;
import java.util.List;

/** Looks at a table before rows go to it, and again whenever the cluster's schema has changed. */
@FunctionalInterface
public interface TableInspection {

  /**
   * What makes it impossible to keep the table's rows in step. May ask the cluster, and fails with
   * the driver's exceptions then. Blocks.
   *
   * @param dropped the columns that the table once had
   * @return one line for each problem, with the way out; none if rows can be written
   */
  List<String> problems(TableMetadata table, DroppedColumns dropped);
}
