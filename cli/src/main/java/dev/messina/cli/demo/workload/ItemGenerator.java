package dev.messina.cli.demo.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Invents items by number. An item has a composite key and any of the catalogue's attributes: most
 * items have a few, one in sixteen has nearly all, one in fifty none. Thread-safe.
 */
public final class ItemGenerator {

  /** Sort keys of one partition; distinct as numbers, whatever their notation. */
  private static final List<String> SORT_KEYS =
      List.of("0", "1", "-2.5", "1E3", "12345678901234567890123456789012345678");

  private static final int FEW = 16;

  private final long seed;
  private final Catalogue catalogue;

  public ItemGenerator(long seed, Catalogue catalogue) {
    this.seed = seed;
    this.catalogue = catalogue;
  }

  /** The key of an item; never the same for two numbers. */
  public Map<String, AttributeValue> key(long number) {
    long customer = number / SORT_KEYS.size();
    String ship = customer % 7 == 0 ? " ⛵" : "";
    return key(
        "customer#%06d%s".formatted(customer, ship),
        SORT_KEYS.get((int) (number % SORT_KEYS.size())));
  }

  /** A key outside those that are numbered. */
  public static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of(
        Catalogue.PARTITION_KEY, AttributeValue.fromS(partition),
        Catalogue.SORT_KEY, AttributeValue.fromN(sort));
  }

  /**
   * An item with its key.
   *
   * @param revision another revision of the same item has other attributes
   */
  public Map<String, AttributeValue> item(long number, long revision) {
    RandomGenerator random = random(number, revision);
    Map<String, AttributeValue> item = attributes(random, attributeCount(random));
    item.putAll(key(number));
    return item;
  }

  /** Some attributes with new values, as an update sets them; never of the key. */
  Map<String, AttributeValue> attributes(RandomGenerator random, int count) {
    List<Catalogue.Attribute> rest = new ArrayList<>(catalogue.attributes());
    ValueGenerator values = new ValueGenerator(random);
    Map<String, AttributeValue> attributes = new HashMap<>();
    for (int i = 0; i < Math.min(count, catalogue.size()); i++) {
      int chosen = random.nextInt(rest.size());
      Catalogue.Attribute attribute = rest.get(chosen);
      rest.set(chosen, rest.get(rest.size() - 1));
      rest.remove(rest.size() - 1);
      attributes.put(attribute.name(), values.value(attribute.kind()));
    }
    return attributes;
  }

  private int attributeCount(RandomGenerator random) {
    if (random.nextInt(50) == 0) {
      return 0;
    }
    return random.nextInt(16) == 0 ? catalogue.size() - random.nextInt(5) : 1 + random.nextInt(FEW);
  }

  private RandomGenerator random(long number, long revision) {
    return new SplittableRandom(
        seed * 0x9E3779B97F4A7C15L + number * 0xC2B2AE3D27D4EB4FL + revision);
  }
}
