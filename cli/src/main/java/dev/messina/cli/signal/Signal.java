package dev.messina.cli.signal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.verify.KeyForms;
import dev.messina.verification.item.ItemKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is to be asked of a source.
 *
 * @param id a name of its own
 * @param tables by their names in DynamoDB, 1 or more
 * @param keys of items that are to be read again, of the only table; none for the whole tables
 * @param maxRcu of a throttle, RCU a second; empty to return to what is configured
 */
public record Signal(
    String id, SignalType type, List<String> tables, List<ItemKey> keys, OptionalDouble maxRcu) {

  public Signal {
    tables = List.copyOf(tables);
    keys = List.copyOf(keys);
  }

  /** The value of its record. */
  String value() {
    ObjectNode signal = JsonNodeFactory.instance.objectNode().put("id", id);
    ObjectNode data = signal.put("type", type.text()).putObject("data");
    ArrayNode collections = data.putArray("data-collections");
    tables.forEach(collections::add);
    if (!keys.isEmpty()) {
      ArrayNode listed = data.putArray("keys");
      keys.forEach(key -> listed.add(KeyForms.item(key)));
    }
    maxRcu.ifPresent(rcu -> data.set("max-rcu", DecimalNode.valueOf(BigDecimal.valueOf(rcu))));
    return signal.toString();
  }
}
