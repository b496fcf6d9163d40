package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.route.TableName;

public final class TableNames {

  private TableNames() {}

  public static TableName of(TableMetadata table) {
    return new TableName(table.getKeyspace().asInternal(), table.getName().asInternal());
  }
}
