package dev.messina.bench.source;

import java.util.Random;

/**
 * Items of an order table as DynamoDB JSON, always the same for a seed: about 360 bytes as DynamoDB
 * counts, in twelve attributes: six strings, two numbers, and one each of flag, string set, list
 * and map.
 */
final class SampleTable {

  static final String HASH_KEY = "pk";
  static final String RANGE_KEY = "sk";

  private static final int TEXT = 30;

  private final Random random;

  SampleTable(long seed) {
    this.random = new Random(seed);
  }

  /** The key of this number. */
  static String key(int number) {
    return "{\"pk\":{\"S\":\"USER#%08d\"},\"sk\":{\"N\":\"%d\"}}".formatted(number, number);
  }

  /** An item with this key. */
  String item(String key) {
    StringBuilder item = new StringBuilder(key).deleteCharAt(key.length() - 1);
    for (String name : new String[] {"customer", "status_text", "city", "reference", "note"}) {
      item.append(",\"").append(name).append("\":{\"S\":\"").append(text(TEXT)).append("\"}");
    }
    return item.append(",\"total\":{\"N\":\"")
        .append(random.nextInt(1_000_000))
        .append(".25\"},\"paid\":{\"BOOL\":")
        .append(random.nextBoolean())
        .append("},\"tags\":{\"SS\":[\"")
        .append(text(6))
        .append("\",\"")
        .append(text(6))
        .append("\"]},\"lines\":{\"L\":[{\"S\":\"")
        .append(text(8))
        .append("\"},{\"N\":\"")
        .append(random.nextInt(100))
        .append("\"}]},\"address\":{\"M\":{\"street\":{\"S\":\"")
        .append(text(TEXT))
        .append("\"},\"zip\":{\"N\":\"")
        .append(random.nextInt(100_000))
        .append("\"}}}}")
        .toString();
  }

  private String text(int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
