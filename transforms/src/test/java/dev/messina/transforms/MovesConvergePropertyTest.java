package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeFacts.BeforeImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Items move between rows, into the target and out of it. Whatever the order in which their records
 * are applied, and however often, each ends in the row of its last image and in no other.
 */
class MovesConvergePropertyTest {

  private static final String MAPPING = "{when: {kind: {equals: order}}, key: [status, pk]}";
  private static final int ITEMS = 3;

  /** A cell's write timestamp and what it says; null is a delete. */
  private record Written(long at, String value) {}

  /** What one item becomes; null is a delete. */
  private record Step(int item, String image) {}

  @Property(tries = 1_000)
  void everyItemEndsInTheRowOfItsLastImage(
      @ForAll("steps") @Size(max = 12) List<Step> steps,
      @ForAll long seed,
      @ForAll boolean schemas) {
    List<SinkRecord> rows = rows(steps, schemas);
    List<Integer> order = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      order.add(row);
      order.add(row);
    }
    Collections.shuffle(order, new Random(seed));

    Map<String, Written> target = new HashMap<>();
    for (int at : order) {
      apply(rows.get(at), (at + 1) * 100L, target);
    }

    Map<String, String> live = new HashMap<>();
    target.forEach(
        (key, written) -> {
          if (written.value != null) {
            live.put(key, written.value);
          }
        });
    assertThat(live).isEqualTo(expected(steps));
  }

  /** The key tells the only row that an item can have, so no image is needed. */
  @Property(tries = 1_000)
  void everyItemEndsInItsOwnRowWithoutAnyOldImage(
      @ForAll("steps") @Size(max = 12) List<Step> steps,
      @ForAll long seed,
      @ForAll boolean schemas) {
    ItemToRow<SinkRecord> transform =
        ItemToRowTest.transform("{when: {kind: {equals: order}}, drop: status}");
    SampleRecords records = new SampleRecords(schemas).keeping(BeforeImages.NONE);
    Map<Integer, String> images = new HashMap<>();
    List<SinkRecord> rows = new ArrayList<>();
    for (Step step : steps) {
      String key = "{\"pk\":{\"N\":\"" + step.item + "\"}}";
      boolean there = images.containsKey(step.item);
      if (step.image != null) {
        images.put(step.item, step.image);
        rows.add(
            transform.apply(
                there ? records.updated(key, null, step.image) : records.created(key, step.image)));
      } else if (there) {
        images.remove(step.item);
        rows.add(transform.apply(records.deleted(key)));
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      order.add(row);
      order.add(row);
    }
    Collections.shuffle(order, new Random(seed));
    Map<String, Written> target = new HashMap<>();
    order.forEach(at -> apply(rows.get(at), (at + 1) * 100L, target));

    Map<String, String> live = new HashMap<>();
    target.forEach((key, written) -> live.put(key, written.value));
    live.values().removeIf(Objects::isNull);
    Map<String, String> expected = new HashMap<>();
    images.forEach(
        (item, image) -> {
          if (image.contains("order")) {
            expected.put(
                "{\"pk\":\"%d\"}".formatted(item),
                "{\"kind\":\"order\",\"n\":\"%s\"}"
                    .formatted(SampleRecords.tree(image).at("/n/N").asText()));
          }
        });
    assertThat(live).isEqualTo(expected);
  }

  /** The sink refuses some rows, and deletes the row that the item has left all the same. */
  @Property(tries = 1_000)
  void noItemKeepsARowThatItHasLeftThoughNewOnesAreRejected(
      @ForAll("steps") @Size(max = 12) List<Step> steps, @ForAll long seed) {
    List<SinkRecord> rows = rows(steps, true);
    Random random = new Random(seed);
    Map<String, Written> target = new HashMap<>();
    List<Boolean> rejected = new ArrayList<>();
    for (int at = 0; at < rows.size(); at++) {
      rejected.add(random.nextInt(3) == 0);
    }
    List<Integer> order = new ArrayList<>();
    for (int at = 0; at < rows.size(); at++) {
      order.add(at);
    }
    Collections.shuffle(order, random);
    for (int at : order) {
      if (!rejected.get(at) || (rows.get(at) != null && rows.get(at).value() == null)) {
        apply(rows.get(at), (at + 1) * 100L, target);
      } else if (rows.get(at) != null) {
        left(rows.get(at), (at + 1) * 100L, target);
      }
    }

    Map<String, List<String>> rowsOfItems = new HashMap<>();
    target.forEach(
        (key, written) -> {
          if (written.value != null) {
            rowsOfItems
                .computeIfAbsent(
                    SampleRecords.tree(key).get("pk").asText(), item -> new ArrayList<>())
                .add(key);
          }
        });
    Map<String, String> expected = expected(steps);
    assertThat(rowsOfItems.values())
        .as("one row for an item at most, and that under its last key")
        .allSatisfy(keys -> assertThat(keys).hasSize(1).isSubsetOf(expected.keySet()));
  }

  private static List<SinkRecord> rows(List<Step> steps, boolean schemas) {
    ItemToRow<SinkRecord> transform = ItemToRowTest.transform(MAPPING);
    SampleRecords records = new SampleRecords(schemas);
    Map<Integer, String> images = new HashMap<>();
    List<SinkRecord> rows = new ArrayList<>();
    for (Step step : steps) {
      String key = "{\"pk\":{\"N\":\"" + step.item + "\"}}";
      String before = images.get(step.item);
      if (step.image == null) {
        images.remove(step.item);
        if (before != null) {
          rows.add(transform.apply(records.deleted(key, before)));
        }
        continue;
      }
      images.put(step.item, step.image);
      rows.add(
          transform.apply(
              before == null
                  ? records.created(key, step.image)
                  : records.updated(key, before, step.image)));
    }
    return rows;
  }

  /** What a sink does: the old row is deleted just below the write timestamp of the new one. */
  private static void apply(SinkRecord row, long at, Map<String, Written> target) {
    if (row == null) {
      return;
    }
    left(row, at, target);
    String value = row.value() == null ? null : RowJson.of(row.value()).toString();
    long header = (Long) row.headers().lastWithName("messina.write.ts.us").value();
    long writtenAt = at + header - SampleRecords.WRITE_TIMESTAMP;
    write(RowJson.of(row.key()).toString(), new Written(writtenAt, value), target);
  }

  private static void left(SinkRecord row, long at, Map<String, Written> target) {
    Header from = row.headers().lastWithName("messina.moved.from");
    if (from != null) {
      write(((String) from.value()).substring("key:".length()), new Written(at - 1, null), target);
    }
  }

  private static void write(String key, Written written, Map<String, Written> target) {
    target.merge(key, written, (old, next) -> next.at >= old.at ? next : old);
  }

  private static Map<String, String> expected(List<Step> steps) {
    Map<Integer, String> images = new HashMap<>();
    steps.forEach(step -> images.put(step.item, step.image));
    Map<String, String> rows = new HashMap<>();
    images.forEach(
        (item, image) -> {
          if (image != null && image.contains("order")) {
            String status = SampleRecords.tree(image).at("/status/S").asText();
            rows.put(
                "{\"status\":\"%s\",\"pk\":\"%d\"}".formatted(status, item),
                "{\"kind\":\"order\",\"n\":\"%s\"}"
                    .formatted(SampleRecords.tree(image).at("/n/N").asText()));
          }
        });
    return rows;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> items = Arbitraries.integers().between(1, ITEMS);
    Arbitrary<String> images =
        Arbitraries.of(
                "\"kind\":{\"S\":\"order\"},\"n\":{\"N\":\"1\"},\"status\":{\"S\":\"open\"}",
                "\"kind\":{\"S\":\"order\"},\"n\":{\"N\":\"2\"},\"status\":{\"S\":\"open\"}",
                "\"kind\":{\"S\":\"order\"},\"n\":{\"N\":\"3\"},\"status\":{\"S\":\"paid\"}",
                "\"kind\":{\"S\":\"note\"},\"n\":{\"N\":\"4\"}")
            .injectNull(0.2);
    return items
        .flatMap(
            item ->
                images.map(
                    image ->
                        new Step(
                            item,
                            image == null
                                ? null
                                : "{%s,\"pk\":{\"N\":\"%d\"}}".formatted(image, item))))
        .list();
  }
}
