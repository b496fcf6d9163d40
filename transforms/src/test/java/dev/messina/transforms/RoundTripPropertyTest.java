package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** From any item to a row and back again, by code that shares nothing with the transform. */
class RoundTripPropertyTest {

  private static final String KEY = "{\"pk\":{\"S\":\"USER#1\"},\"sk\":{\"S\":\"ORDER#7\"}}";
  private static final String KEYS_APART = "split: {pk: 'USER#{user}', sk: 'ORDER#{order}'}\n";

  @Property(tries = 500)
  void losesNothingInOneColumnOfDynamoDbJson(
      @ForAll("items") ObjectNode attributes, @ForAll boolean schemas) {
    JsonNode row = row(KEYS_APART + "unmapped: {column: rest, as: dynamodb}", attributes, schemas);

    JsonNode rest = row.path("rest").isMissingNode() ? attributes.objectNode() : parsed(row);
    assertThat(canonical(rest)).isEqualTo(canonical(attributes));
  }

  @Property(tries = 500)
  void losesNoListOrMapAsDynamoDbJson(
      @ForAll("items") ObjectNode attributes, @ForAll boolean schemas) {
    JsonNode row = row(KEYS_APART + "nested: dynamodb", attributes, schemas);

    attributes
        .properties()
        .forEach(
            attribute -> {
              JsonNode typed = attribute.getValue();
              if (typed.has("L") || typed.has("M")) {
                JsonNode back = SampleRecords.tree(row.get(attribute.getKey()).asText());
                assertThat(canonical(back)).isEqualTo(canonical(typed));
              }
            });
    assertThat(row).hasSize(attributes.size());
  }

  /** Values of a list of several types have no native form, so only maps of scalars are taken. */
  @Property(tries = 500)
  void losesNoScalarOfAMapThatIsFlattened(
      @ForAll("items") ObjectNode attributes, @ForAll boolean schemas) {
    ObjectNode scalars = attributes.deepCopy();
    scalars.properties().removeIf(entry -> entry.getValue().has("L") || entry.getValue().has("M"));
    ObjectNode item = attributes.objectNode();
    item.putObject("m").set("M", scalars);

    JsonNode row = row(KEYS_APART + "nested: flatten", item, schemas);

    assertThat(row).isEqualTo(ExpectedRow.of(scalars, name -> "m_" + name));
    JsonNode natively = row(KEYS_APART + "nested: native", item, false);
    assertThat(natively.path("m")).isEqualTo(ExpectedRow.of(scalars, name -> name));
  }

  @Property(tries = 500)
  void findsTheItemsKeyInTheRows(
      @ForAll @NotEmpty @AlphaChars String user, @ForAll @NotEmpty String order) {
    String key = ExpectedRow.text(SampleRecords.tree(KEY));
    ObjectNode item = (ObjectNode) SampleRecords.tree(key);
    ((ObjectNode) item.get("pk")).put("S", "USER#" + user);
    ((ObjectNode) item.get("sk")).put("S", "ORDER#" + order);
    String text = ExpectedRow.text(item);

    SinkRecord row =
        ItemToRowTest.transform(KEYS_APART + "key: [order, user]")
            .apply(new SampleRecords(true).created(text, text));

    Struct made = (Struct) row.key();
    assertThat("USER#" + made.getString("user")).isEqualTo(item.at("/pk/S").asText());
    assertThat("ORDER#" + made.getString("order")).isEqualTo(item.at("/sk/S").asText());
  }

  @Example
  void givesTheSameRowsOnManyThreads() throws InterruptedException, ExecutionException {
    ItemToRow<SinkRecord> transform =
        ItemToRowTest.transform(KEYS_APART + "names: snake_case\nnested: native");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Object>> rows = new ArrayList<>();
      for (int record = 0; record < 2_000; record++) {
        String item =
            "{\"pk\":{\"S\":\"USER#1\"},\"sk\":{\"S\":\"ORDER#7\"},\"orderTotal%d\":{\"M\":{\"x\":{\"N\":\"%d\"}}}}"
                .formatted(record % 300, record % 7);
        rows.add(
            threads.submit(
                () -> transform.apply(new SampleRecords(true).created(KEY, item)).value()));
      }
      for (int record = 0; record < 2_000; record++) {
        Struct row = (Struct) rows.get(record).get();
        assertThat(row.getMap("order_total" + record % 300))
            .isEqualTo(Map.of("x", String.valueOf(record % 7)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Provide
  Arbitrary<ObjectNode> items() {
    return GeneratedItems.items()
        .map(
            item -> {
              item.remove(List.of("user", "order", "rest"));
              return item;
            });
  }

  private static JsonNode row(String mapping, ObjectNode attributes, boolean schemas) {
    ObjectNode item = attributes.deepCopy();
    item.setAll((ObjectNode) SampleRecords.tree(KEY));
    SinkRecord record = new SampleRecords(schemas).created(KEY, ExpectedRow.text(item));
    return RowJson.of(ItemToRowTest.transform(mapping).apply(record).value());
  }

  private static JsonNode parsed(JsonNode row) {
    return SampleRecords.tree(row.get("rest").asText());
  }

  /** The same item with one spelling for each number; the order of names does not count. */
  private static JsonNode canonical(JsonNode tree) {
    if (tree.isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      tree.forEach(element -> elements.add(canonical(element)));
      return ((ArrayNode) tree.deepCopy()).removeAll().addAll(elements);
    }
    if (!tree.isObject()) {
      return tree;
    }
    ObjectNode copy = ((ObjectNode) tree).objectNode();
    tree.properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              boolean number = entry.getKey().equals("N") && value.isTextual();
              boolean numbers =
                  entry.getKey().equals("NS") && value.isArray() && value.get(0).isTextual();
              if (number) {
                copy.put("N", plain(value));
              } else if (numbers) {
                var list = copy.putArray("NS");
                value.forEach(each -> list.add(plain(each)));
              } else {
                copy.set(entry.getKey(), canonical(value));
              }
            });
    return copy;
  }

  private static String plain(JsonNode number) {
    BigDecimal decimal = new BigDecimal(number.asText());
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }
}
