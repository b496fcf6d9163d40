package dev.messina.e2e;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.demo.workload.Catalogue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Damages rows behind the sink's back, and remembers what a verification must find. */
final class DamagedRows {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CqlSession cql;
  private final String table;
  private final Map<String, String> expected = new TreeMap<>();

  DamagedRows(CqlSession cql, String table) {
    this.cql = cql;
    this.table = table;
  }

  /** By the row's key, as {@code pk|sk}, the class and the columns. */
  Map<String, String> expected() {
    return expected;
  }

  void remove(Map<String, AttributeValue> key) {
    cql.execute("DELETE FROM " + table + " WHERE pk = ? AND sk = ?", pk(key), sk(key));
    expected.put(name(key), "missing");
  }

  void add(Map<String, AttributeValue> key) {
    cql.execute(
        "INSERT INTO " + table + " (pk, sk, status) VALUES (?, ?, 'nobody')", pk(key), sk(key));
    expected.put(name(key), "extra");
  }

  void change(Map<String, AttributeValue> key) {
    cql.execute(
        "UPDATE " + table + " SET status = 'changed' WHERE pk = ? AND sk = ?", pk(key), sk(key));
    expected.put(name(key), "different [status]");
  }

  void clear(Map<String, AttributeValue> key) {
    cql.execute("DELETE status FROM " + table + " WHERE pk = ? AND sk = ?", pk(key), sk(key));
    expected.put(name(key), "different [status]");
  }

  /** Each gets the columns of the other one; both have {@code status} and nothing else. */
  void swap(Map<String, AttributeValue> left, Map<String, AttributeValue> right) {
    String ofLeft = read(left);
    write(left, read(right));
    write(right, ofLeft);
    expected.put(name(left), "different [status]");
    expected.put(name(right), "different [status]");
  }

  String read(Map<String, AttributeValue> key) {
    Row row =
        cql.execute("SELECT JSON * FROM " + table + " WHERE pk = ? AND sk = ?", pk(key), sk(key))
            .one();
    return row.getString(0);
  }

  /** Puts back what a row was before. */
  void turnBack(Map<String, AttributeValue> key, String before) {
    write(key, before);
    expected.put(name(key), "different [status]");
  }

  private void write(Map<String, AttributeValue> key, String row) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(row);
      JsonNode own = JSON.readTree(read(key));
      json.set("pk", own.get("pk"));
      json.set("sk", own.get("sk"));
      cql.execute("INSERT INTO " + table + " JSON ?", json.toString());
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("Cassandra writes rows as JSON", noJson);
    }
  }

  void writeAhead(Map<String, AttributeValue> key) {
    long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli() * 1_000;
    cql.execute(
        "UPDATE " + table + " USING TIMESTAMP ? SET status = 'ahead' WHERE pk = ? AND sk = ?",
        tomorrow,
        pk(key),
        sk(key));
    expected.put(name(key), "target_newer [status]");
  }

  static String name(Map<String, AttributeValue> key) {
    return pk(key) + "|" + sk(key).toPlainString();
  }

  private static String pk(Map<String, AttributeValue> key) {
    return key.get(Catalogue.PARTITION_KEY).s();
  }

  private static BigDecimal sk(Map<String, AttributeValue> key) {
    return new BigDecimal(key.get(Catalogue.SORT_KEY).n());
  }
}
