package dev.messina.bench.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Orders as rows of twelve columns, two of them the key, with code that knows them by heart. */
public final class OrderRows {

  static final List<String> COLUMNS =
      List.of(
          "pk",
          "sk",
          "customer",
          "status_text",
          "city",
          "reference",
          "note",
          "total",
          "paid",
          "tags",
          "lines",
          "address");

  private static final int IN_FLIGHT = 128;
  private static final ObjectMapper JSON = new ObjectMapper();

  private OrderRows() {}

  public static void createKeyspace(CqlSession session) {
    session.execute(
        "CREATE KEYSPACE bench WITH replication ="
            + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
  }

  public static void createTable(CqlSession session, String table) {
    session.execute(
        "CREATE TABLE bench."
            + table
            + " (pk text, sk bigint, customer text, status_text text, city text, reference text,"
            + " note text, total decimal, paid boolean, tags set<text>, lines text, address text,"
            + " PRIMARY KEY (pk, sk))");
  }

  /** Writes the row of each item. */
  static void copy(DynamoDbClient items, CqlSession session, String table) {
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO bench.%s (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                .formatted(table, String.join(", ", COLUMNS)));
    List<CompletionStage<AsyncResultSet>> written = new ArrayList<>();
    items.scanPaginator(request -> request.tableName(table)).items().stream()
        .forEach(
            item -> {
              written.add(session.executeAsync(insert.bind(of(item).toArray())));
              if (written.size() == IN_FLIGHT) {
                await(written);
              }
            });
    await(written);
  }

  private static void await(List<CompletionStage<AsyncResultSet>> written) {
    written.forEach(write -> write.toCompletableFuture().join());
    written.clear();
  }

  /** The values of an item's row, in the order of the columns. */
  static List<Object> of(Map<String, AttributeValue> item) {
    List<Object> row = new ArrayList<>(COLUMNS.size());
    row.add(item.get("pk").s());
    row.add(Long.valueOf(item.get("sk").n()));
    for (String text : COLUMNS.subList(2, 7)) {
      row.add(item.get(text).s());
    }
    row.add(new BigDecimal(item.get("total").n()));
    row.add(item.get("paid").bool());
    row.add(new HashSet<>(item.get("tags").ss()));
    row.add(json(item.get("lines")));
    row.add(json(item.get("address")));
    return row;
  }

  private static String json(AttributeValue value) {
    try {
      return JSON.writeValueAsString(plain(value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Lists and maps are always JSON", impossible);
    }
  }

  private static Object plain(AttributeValue value) {
    if (value.hasL()) {
      return value.l().stream().map(OrderRows::plain).toList();
    }
    if (value.hasM()) {
      Map<String, Object> map = new LinkedHashMap<>();
      value.m().forEach((name, member) -> map.put(name, plain(member)));
      return map;
    }
    return value.n() == null ? value.s() : new BigDecimal(value.n());
  }
}
