package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

class ItemToRowPropertyTest {

  private static final String KEY = "{\"pk\":{\"S\":\"USER#1\"},\"sk\":{\"N\":\"7\"}}";
  private static final Set<String> CONTAINERS = Set.of("L", "M");

  @Property(tries = 2_000)
  void makesTheRowOfAnyItem(
      @ForAll("items") ObjectNode attributes, @ForAll boolean schemas, @ForAll boolean canonical) {
    SinkRecord row = ItemToRowTest.transform("").apply(record(attributes, schemas, canonical));

    assertThat(RowJson.of(row.value())).isEqualTo(ExpectedRow.of(attributes, name -> name));
    assertThat(RowJson.of(row.key()))
        .isEqualTo(SampleRecords.tree("{\"pk\":\"USER#1\",\"sk\":\"7\"}"));
    if (row.value() instanceof Struct struct) {
      struct.validate();
    }
    Statistics.label("nested")
        .collect(holdsContainer(attributes))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
  }

  /** Every second attribute gets a column of another name, every third none at all. */
  @Property(tries = 500)
  void makesTheRowOfAnyItemAndAnyMapping(
      @ForAll("items") ObjectNode attributes, @ForAll boolean schemas) {
    List<String> names = List.copyOf(columns(attributes).keySet());
    ObjectNode mapping = attributes.objectNode();
    ObjectNode sources = mapping.putObject("columns").put("user id", "pk");
    ArrayNode drop = mapping.putArray("drop").add("not there");
    Set<String> dropped = new HashSet<>();
    Map<String, String> columns = new TreeMap<>();
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      if (index % 3 == 2) {
        drop.add(path(name));
        dropped.add(name);
      } else if (index % 2 == 1) {
        columns.put(name, "column, number " + index);
        sources.put(columns.get(name), path(name));
      }
    }

    SinkRecord row =
        ItemToRowTest.transform(printable(ExpectedRow.text(mapping)))
            .apply(record(attributes, schemas, false));

    assertThat(RowJson.of(row.value()))
        .isEqualTo(
            ExpectedRow.of(
                attributes.deepCopy().without(dropped), name -> columns.getOrDefault(name, name)));
    assertThat(RowJson.of(row.key()))
        .isEqualTo(SampleRecords.tree("{\"user id\":\"USER#1\",\"sk\":\"7\"}"));
  }

  @Provide
  Arbitrary<ObjectNode> items() {
    return GeneratedItems.items();
  }

  private static SinkRecord record(ObjectNode attributes, boolean schemas, boolean canonical) {
    ObjectNode item = attributes.deepCopy();
    item.setAll((ObjectNode) SampleRecords.tree(KEY));
    String text = ExpectedRow.text(canonical ? sorted(item) : item);
    return new SampleRecords(schemas).created(KEY, text);
  }

  private static JsonNode sorted(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode sorted = ((ObjectNode) tree).objectNode();
      columns(tree).forEach((name, value) -> sorted.set(name, sorted(value)));
      return sorted;
    }
    if (tree.isArray()) {
      var list = ((ObjectNode) SampleRecords.tree("{}")).arrayNode();
      tree.forEach(element -> list.add(sorted(element)));
      return list;
    }
    return tree;
  }

  private static Map<String, JsonNode> columns(JsonNode object) {
    Map<String, JsonNode> columns = new TreeMap<>();
    object.properties().forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
    return columns;
  }

  private static boolean holdsContainer(ObjectNode attributes) {
    return attributes.properties().stream()
        .anyMatch(entry -> CONTAINERS.contains(entry.getValue().fieldNames().next()));
  }

  /** A name as a path, in the notation of KIP-821. */
  private static String path(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** YAML takes only printable characters as they are; everything else has to be escaped. */
  private static String printable(String json) {
    StringBuilder text = new StringBuilder();
    json.chars()
        .forEach(
            character ->
                text.append(
                    character < 127
                        ? Character.toString(character)
                        : String.format("\\u%04x", character)));
    return text.toString();
  }
}
