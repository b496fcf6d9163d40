package dev.messina.dynamodb.export;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.stream.Change;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lines of an export's data files. */
record ExportLines(LineFormat format) {

  /**
   * @param bytes of the items in it, by DynamoDB's count
   */
  record Line(byte[] text, int bytes) {}

  Stream<Line> full(Collection<Item> items) {
    return items.stream().map(item -> new Line(format.item(item), item.size()));
  }

  /** One line for an item, of all its changes together; none if it came and went. */
  Stream<Line> incremental(Map<ItemKey, List<Change>> changes, boolean withOldImages) {
    return changes.values().stream()
        .filter(each -> each.get(0).before() != null || last(each).after() != null)
        .map(each -> new NetChange(last(each).at(), each.get(0).before(), last(each).after()))
        .map(change -> new Line(format.change(change, withOldImages), change.bytes()));
  }

  private static Change last(List<Change> changes) {
    return changes.get(changes.size() - 1);
  }
}
