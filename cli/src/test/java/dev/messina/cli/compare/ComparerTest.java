package dev.messina.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ComparerTest {

  private static final ItemKey FIRST = new ItemKey(List.of("a", new BigDecimal("1")));
  private static final ItemKey SECOND = new ItemKey(List.of("b", new BigDecimal("-2.5")));

  private final InMemoryItems items = new InMemoryItems();
  private final InMemoryRows rows = new InMemoryRows();

  @BeforeEach
  void fillBothSides() {
    items.add(
        Map.of(
            "pk", AttributeValue.fromS("a"),
            "sk", AttributeValue.fromN("1.0"),
            "price", AttributeValue.fromN("1.50"),
            "empty", AttributeValue.fromS(""),
            "nothing", AttributeValue.fromNul(true),
            "image", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2, 3})),
            "tags", AttributeValue.fromSs(List.of("x", "y")),
            "document", AttributeValue.fromM(Map.of("n", AttributeValue.fromN("1E2")))));
    items.add(Map.of("pk", AttributeValue.fromS("b"), "sk", AttributeValue.fromN("-25E-1")));
    Map<String, Object> row = new HashMap<>();
    row.put("price", new BigDecimal("1.5"));
    row.put("empty", "");
    row.put("image", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    row.put("tags", Set.of("y", "x"));
    row.put("document", "{\"n\": 100}");
    rows.put(FIRST, row);
    rows.put(SECOND, Map.of());
  }

  @Test
  void findsNothingBetweenAnItemAndItsRow() {
    assertThat(compare())
        .hasToString("IN SYNC: 2 items, 2 rows, 0 missing, 0 extra, 0 different")
        .matches(Verdict::inSync);
  }

  @Test
  void countsTheItemsItHasCompared() {
    items.add(Map.of("pk", AttributeValue.fromS("c"), "sk", AttributeValue.fromN("0")));
    StringBuilder seen = new StringBuilder();
    new Comparer(items, rows, Optional.empty(), 10, count -> seen.append(count).append(' '))
        .compare();
    assertThat(seen).hasToString("2 3 ");
  }

  @Test
  void findsAMissingRow() {
    rows.remove(SECOND);
    Verdict verdict = compare();
    assertThat(verdict)
        .hasToString("NOT IN SYNC: 2 items, 1 rows, 1 missing, 0 extra, 0 different");
    assertThat(verdict.first()).hasToString("[missing: no row for item ('b', -2.5)]");
  }

  @Test
  void findsAnExtraRow() {
    rows.put(new ItemKey(List.of("ghost", BigDecimal.ZERO)), Map.of());
    Verdict verdict = compare();
    assertThat(verdict)
        .hasToString("NOT IN SYNC: 2 items, 3 rows, 0 missing, 1 extra, 0 different");
    assertThat(verdict.first()).hasToString("[extra: no item for row ('ghost', 0)]");
  }

  @Test
  void describesNoMoreThanItWasToldAndCountsAll() {
    for (int i = 0; i < 20; i++) {
      rows.put(new ItemKey(List.of("ghost", BigDecimal.valueOf(i))), Map.of());
    }
    Verdict verdict = new Comparer(items, rows, Optional.empty(), 3, count -> {}).compare();
    assertThat(verdict.extra()).isEqualTo(20);
    assertThat(verdict.first()).hasSize(3);
  }

  @Test
  void saysWhenTheTableLacksTheColumn() {
    items.add(
        Map.of(
            "pk", AttributeValue.fromS("c"),
            "sk", AttributeValue.fromN("0"),
            "unknown", AttributeValue.fromBool(true)));
    rows.put(new ItemKey(List.of("c", BigDecimal.ZERO)), Map.of());
    assertThat(compare().first())
        .hasToString(
            "[different: ('c', 0) column 'unknown': expected BOOL, found nothing, as the table"
                + " lacks it]");
  }

  @Test
  void holdsAttributesWithoutAColumnAgainstTheColumnOfTheOthers() {
    ItemKey key = new ItemKey(List.of("c", BigDecimal.ZERO));
    items.add(
        Map.of(
            "pk", AttributeValue.fromS("c"),
            "sk", AttributeValue.fromN("0"),
            "price", AttributeValue.fromN("2"),
            "gone", AttributeValue.fromNul(true),
            "unknown", AttributeValue.fromBool(true)));
    rows.put(key, Map.of("price", new BigDecimal("2")));
    Map<String, Object> row = rows.row(key);
    for (String wrong :
        List.of(
            "{\"unknown\":{\"BOOL\":false},\"gone\":{\"NULL\":true}}",
            "{\"unknown\":true,\"gone\":null}",
            "{\"unknown\":{\"BOOL\":true}}",
            "{\"unknown\":{\"BOOL\":true},\"gone\":{\"NULL\":true},\"more\":{\"S\":\"\"}}")) {
      row.put("others", wrong);
      assertThat(compareWithOthers().first())
          .hasToString(
              ("[different: ('c', 0) column 'others': expected the attributes without a column,"
                      + " which are 2, found text of %d characters]")
                  .formatted(wrong.length()));
    }
    row.put("others", "{\"gone\":{\"NULL\":true},\"unknown\":{\"BOOL\":true}}");
    assertThat(compareWithOthers()).matches(Verdict::inSync);
    rows.row(SECOND).put("others", "{}");
    assertThat(compareWithOthers()).matches(Verdict::inSync);
    rows.row(SECOND).put("others", "{\"a\":{\"S\":\"\"}}");
    assertThat(compareWithOthers().different()).isOne();
  }

  private Verdict compareWithOthers() {
    return new Comparer(items, rows, Optional.of("others"), 10, count -> {}).compare();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsASpoiledCell(String name, Consumer<Map<String, Object>> spoil, String detail) {
    spoil.accept(rows.row(FIRST));
    Verdict verdict = compare();
    assertThat(verdict)
        .hasToString("NOT IN SYNC: 2 items, 2 rows, 0 missing, 0 extra, 1 different");
    assertThat(verdict.first().get(0)).hasToString("different: ('a', 1) " + detail);
  }

  static Stream<Arguments> findsASpoiledCell() {
    return Stream.of(
        spoiled(
            "a number changed",
            row -> row.put("price", new BigDecimal("1.51")),
            "column 'price': expected N of 4 digits, found BigDecimal of 4 digits"),
        spoiled(
            "an element of a set changed",
            row -> row.put("tags", Set.of("x", "z")),
            "column 'tags': expected SS of 2 members, found collection of 2 elements"),
        spoiled(
            "an element of a set lost",
            row -> row.put("tags", Set.of("x")),
            "column 'tags': expected SS of 2 members, found collection of 1 elements"),
        spoiled(
            "null for the empty string",
            row -> row.remove("empty"),
            "column 'empty': expected S of 0 characters, found null"),
        spoiled(
            "the empty string for null",
            row -> row.put("nothing", ""),
            "column 'nothing': expected NULL, found text of 0 characters"),
        spoiled(
            "a blob cut short",
            row -> row.put("image", ByteBuffer.wrap(new byte[] {1, 2})),
            "column 'image': expected B of 3 bytes, found blob of 2 bytes"),
        spoiled(
            "an attribute that was removed is still there",
            row -> row.put("stale", "old"),
            "column 'stale': expected no value, found text of 3 characters"),
        spoiled(
            "a number inside JSON changed",
            row -> row.put("document", "{\"n\": 101}"),
            "column 'document': expected M of 1 entries, found text of 10 characters"));
  }

  private static Arguments spoiled(
      String name, Consumer<Map<String, Object>> spoil, String detail) {
    return Arguments.of(name, spoil, detail);
  }

  private Verdict compare() {
    return new Comparer(items, rows, Optional.empty(), 10, count -> {}).compare();
  }
}
