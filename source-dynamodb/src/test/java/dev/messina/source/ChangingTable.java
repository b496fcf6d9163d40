package dev.messina.source;

import dev.messina.source.aws.FakeDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table that is written to at random, and whose shards split, roll over and change leaders. */
final class ChangingTable {

  private static final List<String> COLUMNS = List.of("x", "y", "z");
  private static final double CLOCK_SKEW_SECONDS = 0.9;

  private final FakeDynamoDb dynamoDb;
  private final Random random;
  private final List<String> keys = new ArrayList<>();
  private final Map<String, Predicate<String>> owners = new HashMap<>();
  private int splitsLeft;

  ChangingTable(FakeDynamoDb dynamoDb, Random random) {
    this.dynamoDb = dynamoDb;
    this.random = random;
    this.splitsLeft = random.nextInt(4);
    int keysPerLetter = random.nextBoolean() ? 1 : 8;
    for (char letter = 'a'; letter <= 'd'; letter++) {
      for (int i = 0; i < keysPerLetter; i++) {
        keys.add(letter + Integer.toString(i));
      }
    }
  }

  List<String> keys() {
    return keys;
  }

  void enableStream(Duration recordsAfter) {
    own(List.of(dynamoDb.enableStream(recordsAfter)), List.of(key -> true));
  }

  /** Another one, in the place of one that was switched off. */
  void enableStreamAgain(Duration recordsAfter) {
    own(List.of(dynamoDb.enableStreamAgain(recordsAfter)), List.of(key -> true));
  }

  /** How far a clock is off. */
  Duration skew() {
    return seconds((random.nextDouble() * 2 - 1) * CLOCK_SKEW_SECONDS);
  }

  void write() {
    String key = keys.get(random.nextInt(keys.size()));
    if (random.nextInt(4) == 0) {
      dynamoDb.write(key, null);
      return;
    }
    Map<String, AttributeValue> image = new TreeMap<>();
    for (String column : COLUMNS) {
      if (random.nextDouble() < 0.6) {
        image.put(column, AttributeValue.fromN(Integer.toString(random.nextInt(100))));
      }
    }
    dynamoDb.write(key, image);
  }

  void changeShards() {
    List<String> open = dynamoDb.openShards();
    if (!open.isEmpty() && random.nextInt(50) == 0) {
      // Another leader, another clock.
      dynamoDb.skew(open.get(random.nextInt(open.size())), skew());
    }
    if (splitsLeft == 0 || open.isEmpty() || random.nextInt(40) > 0) {
      return;
    }
    splitsLeft--;
    String parent = open.get(random.nextInt(open.size()));
    Predicate<String> owns = owners.get(parent);
    char middle = (char) ('b' + random.nextInt(3));
    List<Predicate<String>> parts =
        random.nextInt(3) == 0
            ? List.of(owns)
            : List.of(
                owns.and(key -> key.charAt(0) < middle), owns.and(key -> key.charAt(0) >= middle));
    own(dynamoDb.split(parent, parts), parts);
  }

  /** Each shard has one child. */
  void rollOver() {
    for (String parent : dynamoDb.openShards()) {
      List<Predicate<String>> whole = List.of(owners.get(parent));
      own(dynamoDb.split(parent, whole), whole);
    }
  }

  Map<String, Map<String, Integer>> items() {
    Map<String, Map<String, Integer>> items = new TreeMap<>();
    dynamoDb
        .items()
        .forEach((key, item) -> items.put(key, Rows.columns(item, List.of(FakeDynamoDb.KEY))));
    return items;
  }

  private void own(List<String> shards, List<Predicate<String>> parts) {
    for (int i = 0; i < shards.size(); i++) {
      owners.put(shards.get(i), parts.get(i));
      dynamoDb.skew(shards.get(i), skew());
    }
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1_000_000_000L));
  }
}
