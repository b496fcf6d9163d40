package dev.messina.bench.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The least that a validator does, on one thread: it scans the table page by page, asks for the row
 * of each item, and compares column by column. It sees no row without an item.
 */
final class BareCompare {

  private final DynamoDbClient items;
  private final CqlSession session;
  private final String table;
  private final PreparedStatement select;

  BareCompare(DynamoDbClient items, CqlSession session, String table) {
    this.items = items;
    this.session = session;
    this.table = table;
    this.select =
        session.prepare(
            "SELECT %s FROM bench.%s WHERE pk = ? AND sk = ?"
                .formatted(String.join(", ", OrderRows.COLUMNS), table));
  }

  /**
   * Compares all.
   *
   * @return how many items there were
   * @throws IllegalStateException if one is not its row
   */
  long run() {
    long compared = 0;
    for (Map<String, AttributeValue> item :
        items.scanPaginator(request -> request.tableName(table)).items()) {
      List<Object> expected = OrderRows.of(item);
      Row row = session.execute(select.bind(expected.get(0), expected.get(1))).one();
      if (row == null || !isSame(expected, row)) {
        throw new IllegalStateException("Item " + expected.get(0) + " is not its row");
      }
      compared++;
    }
    return compared;
  }

  private static boolean isSame(List<Object> expected, Row row) {
    for (int column = 0; column < expected.size(); column++) {
      if (!expected.get(column).equals(row.getObject(column))) {
        return false;
      }
    }
    return true;
  }
}
