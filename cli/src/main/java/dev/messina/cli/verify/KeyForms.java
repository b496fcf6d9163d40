package dev.messina.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;

/** Keys as they stand in JSON. */
public final class KeyForms {

  private KeyForms() {}

  /** As DynamoDB JSON. */
  public static ObjectNode item(ItemKey item) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(item.toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A key is always JSON", impossible);
    }
  }

  /** By column, the value as text. */
  public static ObjectNode row(RowKey row) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < row.columns().size(); i++) {
      key.put(row.columns().get(i), RowKey.text(row.values().get(i)));
    }
    return key;
  }
}
