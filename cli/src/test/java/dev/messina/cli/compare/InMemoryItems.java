package dev.messina.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of items as a test has written them, in pages of two. */
final class InMemoryItems implements SourceItems {

  private final List<Map<String, AttributeValue>> items = new ArrayList<>();

  InMemoryItems add(Map<String, AttributeValue> item) {
    items.add(item);
    return this;
  }

  @Override
  public List<String> keyNames() {
    return List.of("pk", "sk");
  }

  @Override
  public Iterable<List<Map<String, AttributeValue>>> pages() {
    List<List<Map<String, AttributeValue>>> pages = new ArrayList<>();
    for (int from = 0; from < items.size(); from += 2) {
      pages.add(items.subList(from, Math.min(from + 2, items.size())));
    }
    return pages;
  }
}
