package dev.messina.cli.plan.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is seen of one attribute. For use by one thread. */
public final class AttributeProfile {

  private static final Set<String> CONTAINERS = Set.of("L", "M");
  private static final Set<String> SETS = Set.of("SS", "NS", "BS");
  private static final String NULL = "NULL";

  private final String name;
  private final Map<String, Long> types = new TreeMap<>();
  private final Sizes sizes = new Sizes();
  private final Digits digits = new Digits();
  private final Meanings meanings;
  private final MapNames mapNames = new MapNames();
  private final Map<String, Long> inside = new TreeMap<>();
  private int depth;
  private int members;
  private long empties;
  private BigDecimal smallest;
  private BigDecimal largest;
  private String first;
  private String last;

  /**
   * @param isKey whether it is of the table's key
   */
  AttributeProfile(String name, boolean isKey) {
    this.name = name;
    this.meanings = new Meanings(isKey);
  }

  void add(JsonNode typed) {
    Map.Entry<String, JsonNode> value = typed.properties().iterator().next();
    String type = value.getKey();
    JsonNode content = value.getValue();
    types.merge(type, 1L, Long::sum);
    sizes.add(ItemSize.ofValue(typed));
    if (!type.equals("N") && !type.equals(NULL) && isEmpty(content)) {
      empties++;
    }
    if (type.equals("S")) {
      addText(content.asText());
    } else if (type.equals("N")) {
      addNumber(new BigDecimal(content.asText()));
    } else if (SETS.contains(type)) {
      addSet(type, content);
    } else if (CONTAINERS.contains(type)) {
      depth = Math.max(depth, depthOf(content));
      mapNames.add(type, content);
    }
  }

  private static boolean isEmpty(JsonNode content) {
    return content.isTextual()
        ? content.asText().isEmpty()
        : content.isContainerNode() && content.isEmpty();
  }

  private void addText(String text) {
    meanings.addText(text);
    Comparator<String> order = Comparator.naturalOrder();
    first = first == null || order.compare(text, first) < 0 ? text : first;
    last = last == null || order.compare(text, last) > 0 ? text : last;
  }

  private void addNumber(BigDecimal number) {
    digits.add(number);
    meanings.addNumber(number);
    smallest = smallest == null ? number : smallest.min(number);
    largest = largest == null ? number : largest.max(number);
  }

  private void addSet(String type, JsonNode content) {
    members = Math.max(members, content.size());
    if (type.equals("NS")) {
      content.forEach(member -> digits.add(new BigDecimal(member.asText())));
    }
  }

  /** 1 for a list or a map of scalars. */
  private int depthOf(JsonNode content) {
    int deepest = 0;
    for (JsonNode element : content) {
      Map.Entry<String, JsonNode> value = element.properties().iterator().next();
      inside.merge(value.getKey(), 1L, Long::sum);
      if (value.getKey().equals("N")) {
        digits.add(new BigDecimal(value.getValue().asText()));
      }
      if (CONTAINERS.contains(value.getKey())) {
        deepest = Math.max(deepest, depthOf(value.getValue()));
      }
    }
    return deepest + 1;
  }

  public String name() {
    return name;
  }

  /** In how many items it stands. */
  public long count() {
    return sizes.count();
  }

  /** DynamoDB's types and how often each was seen. */
  public Map<String, Long> types() {
    return types;
  }

  /** Whether it was seen with several types, NULL apart. */
  public boolean isMixed() {
    return types.keySet().stream().filter(type -> !type.equals(NULL)).count() > 1;
  }

  /** Whether no other type than this, or NULL, was seen. */
  public boolean isOnly(String type) {
    return types.containsKey(type) && !isMixed();
  }

  public boolean isEver(String type) {
    return types.containsKey(type);
  }

  /** Sizes of its values in bytes, by DynamoDB's count. */
  public Sizes sizes() {
    return sizes;
  }

  /** Of its numbers, those in sets, lists and maps too. */
  public Digits digits() {
    return digits;
  }

  public Meanings meanings() {
    return meanings;
  }

  public Optional<MapNames.KeyedByData> keyedByData() {
    return mapNames.keyedByData();
  }

  /** How often each type was seen inside its lists and maps, at any depth. */
  public Map<String, Long> inside() {
    return inside;
  }

  /** How deep its lists and maps go; 0 if it has none. */
  public int depth() {
    return depth;
  }

  /** The most members of its sets. */
  public int members() {
    return members;
  }

  /** How many of its strings, binaries, lists and maps are empty. */
  public long empties() {
    return empties;
  }

  /** The least and the greatest number or string, for whoever may see values. */
  public Optional<Range> range() {
    if (smallest != null) {
      return Optional.of(new Range(smallest.toString(), largest.toString()));
    }
    return first == null ? Optional.empty() : Optional.of(new Range(first, last));
  }

  /** Two values of items. */
  public record Range(String smallest, String largest) {}
}
