package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import dev.messina.sink.convert.Conversions;
import dev.messina.sink.convert.TableNames;
import dev.messina.sink.route.TableName;
import java.util.ArrayList;
import java.util.List;

/** What about a table's columns makes it impossible to keep its rows in step; with the way out. */
public final class TableProblems {

  private TableProblems() {}

  /** One line for each problem; none if rows can be written. */
  public static List<String> of(TableMetadata table) {
    List<String> problems = new ArrayList<>();
    TableName name = TableNames.of(table);
    for (ColumnMetadata column : table.getColumns().values()) {
      String problem = problem(column);
      if (problem != null) {
        problems.add("column '" + column.getName().asInternal() + "' of " + name + " " + problem);
      }
    }
    return problems;
  }

  private static String problem(ColumnMetadata column) {
    DataType type = column.getType();
    if (DataTypes.COUNTER.equals(type)) {
      return "is a counter, which takes no write timestamp and would count every replay again;"
          + " create the table with a bigint instead";
    }
    if (column.isStatic()) {
      return "is static, so that rows of one partition would overwrite each other's value; create"
          + " the table without static columns";
    }
    if (type instanceof ListType list && !list.isFrozen()) {
      return "is a list that is not frozen, to which a replay would append its elements again;"
          + " create the table with frozen<"
          + type.asCql(false, true)
          + ">";
    }
    if (!Conversions.supports(type)) {
      return "is "
          + type.asCql(true, true)
          + ", which holds a type that is not supported; create the table with it as text, which"
          + " takes JSON";
    }
    return null;
  }
}
