package dev.messina.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.row.TargetRows.Place;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class RowDigestsPropertyTest {

  private static final int BITS = 6;

  /** In whatever order rows come, and with zeros behind numbers. */
  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void equalTablesHaveEqualDigests(@ForAll("rows") List<Map<String, Object>> rows) {
    RowDigests there = digests(rows);
    RowDigests here = new RowDigests(BITS);
    for (int i = rows.size() - 1; i >= 0; i--) {
      Map<String, Object> row = new HashMap<>(rows.get(i));
      row.computeIfPresent(
          "n", (name, number) -> ((BigDecimal) number).setScale(((BigDecimal) number).scale() + 2));
      row.put("absent", null);
      here.add(place(i), row);
    }
    assertThat(differing(there, here)).isEmpty();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void aRowThatDiffersIsInTheOnlyPartThatDoes(
      @ForAll("rows") List<Map<String, Object>> rows, @ForAll("damages") String damage) {
    int place = rows.size() / 2;
    List<Map<String, Object>> damaged = new ArrayList<>(rows);
    Map<String, Object> row = new HashMap<>(rows.get(place));
    switch (damage) {
      case "cleared" -> row.values().removeIf(value -> value instanceof String);
      case "other" -> row.put("n", new BigDecimal("7.77777777777777777"));
      case "more" -> row.put("new", "");
      case "renamed" -> row.put("s2", row.remove("s"));
      default -> row.put("members", Set.of("x", ""));
    }
    damaged.set(place, row);
    RowDigests there = digests(rows);

    assertThat(differing(there, digests(damaged))).containsExactly(there.bucketOf(token(place)));
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void aRowThatIsMissingOrExtraIsSeen(@ForAll("rows") List<Map<String, Object>> rows) {
    RowDigests there = digests(rows);
    RowDigests fewer = digests(rows.subList(0, rows.size() - 1));

    assertThat(differing(there, fewer))
        .isEqualTo(differing(fewer, there))
        .containsExactly(there.bucketOf(token(rows.size() - 1)));
  }

  @Test
  void twoRowsThatHaveChangedPlacesAreSeen() {
    RowDigests there = new RowDigests(BITS);
    there.add(new Place(1, 1, 1), Map.of("s", "a"));
    there.add(new Place(1, 2, 2), Map.of("s", "b"));
    RowDigests here = new RowDigests(BITS);
    here.add(new Place(1, 1, 1), Map.of("s", "b"));
    here.add(new Place(1, 2, 2), Map.of("s", "a"));

    assertThat(differing(there, here)).containsExactly(there.bucketOf(1));
  }

  @Test
  void everyTokenLiesInThePartThatIsReadForIt() {
    RowDigests digests = new RowDigests(RowDigests.bitsFor(2_000_000));
    for (long token : new long[] {Long.MIN_VALUE, -1, 0, 1, 77_777_777_777L, Long.MAX_VALUE}) {
      int bucket = digests.bucketOf(token);
      assertThat(token).isBetween(digests.firstToken(bucket), digests.lastToken(bucket));
    }
    assertThat(RowDigests.bitsFor(0)).isEqualTo(6);
    assertThat(RowDigests.bitsFor(Long.MAX_VALUE)).isEqualTo(18);
  }

  private static RowDigests digests(List<Map<String, Object>> rows) {
    RowDigests digests = new RowDigests(BITS);
    for (int i = 0; i < rows.size(); i++) {
      digests.add(place(i), rows.get(i));
    }
    return digests;
  }

  private static Place place(int row) {
    return new Place(token(row), row, ~row);
  }

  private static long token(int row) {
    return row * 0x9E37_79B9_7F4A_7C15L;
  }

  private static List<Integer> differing(RowDigests one, RowDigests other) {
    List<Integer> differing = new ArrayList<>();
    for (int bucket = 0; bucket < one.buckets(); bucket++) {
      if (!one.isSame(other, bucket)) {
        differing.add(bucket);
      }
    }
    return differing;
  }

  @Provide
  static Arbitrary<String> damages() {
    return Arbitraries.of("cleared", "other", "more", "renamed", "members");
  }

  @Provide
  static Arbitrary<List<Map<String, Object>>> rows() {
    return Arbitraries.randomValue(
        random -> {
          List<Map<String, Object>> rows = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("s", Integer.toString(random.nextInt(3)));
            row.put("n", BigDecimal.valueOf(random.nextInt(100), random.nextInt(3)));
            row.put("b", ByteBuffer.wrap(new byte[] {(byte) random.nextInt(3)}));
            row.put("members", Set.of("a" + random.nextInt(2), "b"));
            row.put("m", Map.of("k", List.of(random.nextInt(2), "x")));
            rows.add(row);
          }
          return rows;
        });
  }
}
