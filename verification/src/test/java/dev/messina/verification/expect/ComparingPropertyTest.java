package dev.messina.verification.expect;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.TestTables;
import dev.messina.verification.value.Canonical;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows as a driver would read them, made of the items by hand. */
class ComparingPropertyTest {

  private static final Map<String, DataType> COLUMNS = new LinkedHashMap<>();
  private static final Object OTHER = "of no type that a column has";

  static {
    COLUMNS.put("s", DataTypes.TEXT);
    COLUMNS.put("n", DataTypes.DECIMAL);
    COLUMNS.put("b", DataTypes.BLOB);
    COLUMNS.put("f", DataTypes.BOOLEAN);
    COLUMNS.put("ss", DataTypes.setOf(DataTypes.TEXT, true));
    COLUMNS.put("ns", DataTypes.setOf(DataTypes.DECIMAL, true));
    COLUMNS.put("bs", DataTypes.setOf(DataTypes.BLOB, true));
  }

  private final Expectation expectation =
      new Expectation(
          new Deployed(
              "sink",
              Map.of(
                  "table.name", "ks.t",
                  "transforms", "row",
                  "transforms.row.type", "dev.messina.transforms.ItemToRow")),
          new ChangeForm("topic", "items", Map.of("pk", "S")),
          TestTables.table(Map.of("pk", DataTypes.TEXT), COLUMNS));

  @Property(tries = 500)
  void anItemIsItsRow(@ForAll("items") Map<String, AttributeValue> item) {
    assertThat(row(item).differingFrom(found(stored(item)))).isEmpty();
  }

  @Property(tries = 500)
  void aColumnThatDiffersIsNamedAndNoOther(
      @ForAll("items") Map<String, AttributeValue> item, @ForAll("columns") String column) {
    Map<String, Object> cells = stored(item);
    boolean cleared = cells.get(column) != null;
    cells.put(column, cleared ? null : OTHER);

    assertThat(row(item).differingFrom(found(cells))).containsExactly(column);
  }

  private Expected.Row row(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> all = new HashMap<>(item);
    all.put("pk", AttributeValue.fromS("a"));
    return (Expected.Row) expectation.of(new ItemKey(Map.of("pk", AttributeValue.fromS("a"))), all);
  }

  private static FoundRow found(Map<String, Object> cells) {
    Map<String, Object> canonical = new HashMap<>();
    cells.forEach((name, cell) -> canonical.put(name, Canonical.of(cell)));
    return new FoundRow(canonical, OptionalLong.of(1), () -> "print");
  }

  /** Every column of the table; numbers have zeros behind them, as a server may keep them. */
  private static Map<String, Object> stored(Map<String, AttributeValue> item) {
    Map<String, Object> cells = new HashMap<>();
    COLUMNS.keySet().forEach(column -> cells.put(column, null));
    item.forEach((name, value) -> cells.put(name, stored(value)));
    return cells;
  }

  private static Object stored(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> number(value.n());
      case B -> value.b().asByteBuffer();
      case BOOL -> value.bool();
      case SS -> new HashSet<>(value.ss());
      case NS -> value.ns().stream().map(ComparingPropertyTest::number).collect(Collectors.toSet());
      case BS -> value.bs().stream().map(SdkBytes::asByteBuffer).collect(Collectors.toSet());
      default -> null;
    };
  }

  private static BigDecimal number(String digits) {
    BigDecimal number = new BigDecimal(digits);
    return number.setScale(Math.max(0, number.scale()) + 2, RoundingMode.UNNECESSARY);
  }

  @Provide
  static Arbitrary<String> columns() {
    return Arbitraries.of(COLUMNS.keySet());
  }

  @Provide
  static Arbitrary<Map<String, AttributeValue>> items() {
    return Arbitraries.of(COLUMNS.keySet())
        .flatMap(name -> value(name).map(value -> Map.entry(name, value)))
        .list()
        .ofMaxSize(8)
        .map(ComparingPropertyTest::byName);
  }

  private static Map<String, AttributeValue> byName(
      List<Map.Entry<String, AttributeValue>> entries) {
    Map<String, AttributeValue> item = new HashMap<>();
    entries.forEach(entry -> item.put(entry.getKey(), entry.getValue()));
    return item;
  }

  private static Arbitrary<AttributeValue> value(String column) {
    Arbitrary<String> texts = Arbitraries.strings().alpha().ofMaxLength(5);
    Arbitrary<String> numbers =
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-1e20"), new BigDecimal("1e20"))
            .ofScale(10)
            .map(BigDecimal::toPlainString);
    Arbitrary<SdkBytes> bytes =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(5).map(SdkBytes::fromByteArray);
    Arbitrary<AttributeValue> value =
        switch (column) {
          case "s" -> texts.map(AttributeValue::fromS);
          case "n" -> numbers.map(AttributeValue::fromN);
          case "b" -> bytes.map(AttributeValue::fromB);
          case "f" -> Arbitraries.of(true, false).map(AttributeValue::fromBool);
          case "ss" -> members(texts).map(AttributeValue::fromSs);
          case "ns" -> members(numbers.map(ItemKey::number)).map(AttributeValue::fromNs);
          default -> members(bytes).map(AttributeValue::fromBs);
        };
    return Arbitraries.frequencyOf(
        Tuple.of(9, value), Tuple.of(1, Arbitraries.just(AttributeValue.fromNul(true))));
  }

  private static <M> Arbitrary<List<M>> members(Arbitrary<M> each) {
    Arbitrary<Set<M>> set = each.set().ofMinSize(1).ofMaxSize(4);
    return set.map(List::copyOf);
  }
}
