package dev.messina.cli.plan.sample;

import dev.messina.cli.plan.table.TableFacts;
import dev.messina.verification.item.ItemJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads items at random places of a table: random segments of a scan that is cut into very many,
 * and in each one page or a few. A table with no more items than are wanted is read as a whole. For
 * use by one thread.
 */
public final class Sampler {

  /** About so many items stand at one place. */
  private static final int PLACE_ITEMS = 25;

  private static final int PAGE_ITEMS = 100;
  private static final int SEGMENTS_MAX = 1_000_000;

  /** After so many empty places there is nothing more to be found. */
  private static final int PLACES_TRIED = 4;

  private static final int BYTES_OF_UNIT = 8_192;

  /** Text in memory stops here, with items of 400 KB. */
  private static final long TEXT_MAX = 256_000_000;

  private final DynamoDbClient client;
  private final TableFacts table;
  private final int most;
  private final List<String> items = new ArrayList<>();
  private double readUnits;
  private long text;

  /**
   * @param table whose size is known
   * @param most items that are read, 1 or more
   */
  public Sampler(DynamoDbClient client, TableFacts table, int most) {
    this.client = client;
    this.table = table;
    this.most = most;
  }

  /** About how many read units a sample takes. */
  public static long unitsOf(TableFacts.Size size, int most) {
    long items = Math.min(Math.max(size.items(), 1), most);
    long bytes = size.items() == 0 ? 0 : size.bytes() / size.items() * items;
    long calls = items / PLACE_ITEMS + 1;
    return bytes / BYTES_OF_UNIT + calls;
  }

  /**
   * @param seed of what is random: the same seed takes the same places of the same table
   */
  public Sample take(long seed) {
    long there = table.size().orElseThrow().items();
    if (there <= most && takeAll()) {
      return new Sample(items, true, readUnits, 1, OptionalLong.empty());
    }
    items.clear();
    text = 0;
    return takeSome(Math.max(there, most), new SplittableRandom(seed));
  }

  /** Whether the end was reached; the count of items may be hours old. */
  private boolean takeAll() {
    Map<String, AttributeValue> from = Map.of();
    do {
      from = take(0, 1, from);
    } while (!from.isEmpty() && hasRoom());
    return from.isEmpty();
  }

  private Sample takeSome(long there, SplittableRandom random) {
    int segments = (int) Math.max(1, Math.min(SEGMENTS_MAX, there / PLACE_ITEMS));
    int places = Math.min(segments, PLACES_TRIED * (most / PLACE_ITEMS + 1));
    Set<Integer> taken = new HashSet<>();
    long whole = 0;
    long itemsOfWhole = 0;
    while (taken.size() < places && hasRoom()) {
      int segment = random.nextInt(segments);
      if (taken.add(segment)) {
        int before = items.size();
        if (takePlace(segment, segments, random)) {
          whole++;
          itemsOfWhole += items.size() - before;
        }
      }
    }
    return new Sample(
        items,
        false,
        readUnits,
        taken.size(),
        whole == 0
            ? OptionalLong.empty()
            : OptionalLong.of(Math.round((double) itemsOfWhole / whole * segments)));
  }

  /** A page, and after each the next one or not; whether the segment's end was reached. */
  private boolean takePlace(int segment, int segments, SplittableRandom random) {
    Map<String, AttributeValue> from = take(segment, segments, Map.of());
    while (!from.isEmpty() && hasRoom() && random.nextBoolean()) {
      from = take(segment, segments, from);
    }
    return from.isEmpty();
  }

  private boolean hasRoom() {
    return items.size() < most && text < TEXT_MAX;
  }

  /** Reads one page; where the next one begins, empty at the end. */
  private Map<String, AttributeValue> take(
      int segment, int segments, Map<String, AttributeValue> from) {
    ScanRequest.Builder page =
        ScanRequest.builder()
            .tableName(table.name())
            .segment(segment)
            .totalSegments(segments)
            .limit(Math.min(PAGE_ITEMS, most - items.size() + 1))
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    if (!from.isEmpty()) {
      page.exclusiveStartKey(from);
    }
    ScanResponse answer = client.scan(page.build());
    if (answer.consumedCapacity() != null) {
      readUnits += answer.consumedCapacity().capacityUnits();
    }
    for (Map<String, AttributeValue> item : answer.items()) {
      if (hasRoom()) {
        String json = ItemJson.write(item);
        text += json.length();
        items.add(json);
      }
    }
    return answer.lastEvaluatedKey();
  }
}
