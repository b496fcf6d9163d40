package dev.messina.cli.compare;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The side that is right by definition: every item of the table, page by page. */
public interface SourceItems {

  /** Names of the key attributes, partition key first. */
  List<String> keyNames();

  /** Pages of items, each item once; read as they are asked for. */
  Iterable<List<Map<String, AttributeValue>>> pages();
}
