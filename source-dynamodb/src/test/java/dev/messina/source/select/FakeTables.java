package dev.messina.source.select;

import dev.messina.source.aws.TableApi;
import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.aws.TableDescription.TableSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Names of tables with their tags, and whether they have streams. */
final class FakeTables implements TableApi {

  private final Map<String, Map<String, String>> tagsByTable = new TreeMap<>();
  private final Map<String, Boolean> streams = new TreeMap<>();
  private String vanishing;
  private RuntimeException failure;

  void add(String table, Map<String, String> tags, boolean stream) {
    tagsByTable.put(table, tags);
    streams.put(table, stream);
  }

  void remove(String table) {
    tagsByTable.remove(table);
  }

  /** A table that is listed, and gone when it is asked about. */
  void vanish(String table) {
    this.vanishing = table;
  }

  /** What every listing fails with, or null. */
  void fail(RuntimeException failure) {
    this.failure = failure;
  }

  @Override
  public List<String> tableNames() {
    if (failure != null) {
      throw failure;
    }
    return List.copyOf(tagsByTable.keySet());
  }

  @Override
  public Map<String, String> tags(String table) {
    requireThere(table);
    return tagsByTable.get(table);
  }

  @Override
  public TableDescription describe(String table) {
    requireThere(table);
    boolean stream = streams.get(table);
    return new TableDescription(
        table,
        "",
        List.of(new KeyAttribute("pk", ScalarAttributeType.S)),
        stream,
        stream ? "arn:aws:dynamodb:eu-west-1:1:table/" + table + "/stream/a" : null,
        stream ? "a" : null,
        stream ? StreamViewType.NEW_IMAGE : null,
        null,
        TableSize.UNKNOWN);
  }

  @Override
  public Optional<Map<String, AttributeValue>> item(String table, Map<String, AttributeValue> key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScanPage scan(ScanCall call) {
    throw new UnsupportedOperationException();
  }

  private void requireThere(String table) {
    if (table.equals(vanishing)) {
      throw ResourceNotFoundException.builder().message("gone").build();
    }
  }
}
