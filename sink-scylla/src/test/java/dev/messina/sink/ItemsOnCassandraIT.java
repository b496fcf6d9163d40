package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.transforms.ItemToRow;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of an item from its record to a server: the transform, the task, the table. */
class ItemsOnCassandraIT {

  private static final CqlSession CQL = CassandraForTests.session();
  private static final String TABLE = "shop.items";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mapsAndListsBecomeUserTypesAndTuples(boolean schemas) {
    CQL.execute("DROP TABLE IF EXISTS " + TABLE);
    CQL.execute(
        "CREATE TYPE IF NOT EXISTS shop.address (street text, zip int, tags frozen<set<text>>)");
    table(
        "home frozen<address>, work address, pair tuple<text, uuid>, mixed tuple<text, decimal>,"
            + " stops frozen<list<frozen<address>>>, prices map<text, decimal>,"
            + " grid frozen<list<frozen<tuple<int, int>>>>");
    String uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
    String via = "{'M':{'street':{'S':'Via Roma'},'zip':{'N':'98121'},'tags':{'SS':['b','a']}}}";
    String corso = "{'M':{'street':{'S':'Corso'},'zip':{'N':'98122'},'tags':{'SS':['c']}}}";
    String item =
        ("'home':%s,'work':%s,'stops':{'L':[%s,%s]},'pair':{'L':[{'S':'x'},{'S':'%s'}]},"
                + "'mixed':{'L':[{'S':'x'},{'N':'1.50'}]},'prices':{'M':{'a':{'N':'9.90'}}},"
                + "'grid':{'L':[{'L':[{'N':'1'},{'N':'2'}]},{'L':[{'N':'3'},{'N':'4'}]}]}")
            .formatted(via, corso, via, via, uuid);

    String mapping = "nested: native\ncolumns: {mixed: {from: mixed, as: json}}";
    assertThat(write(mapping, schemas, json(item))).isEmpty();

    String address = "{street:'Via Roma',zip:98121,tags:{'a','b'}}";
    assertThat(formatted(row("a")))
        .isEqualTo(
            Map.of(
                "pk", "'a'",
                "home", address,
                "work", "{street:'Corso',zip:98122,tags:{'c'}}",
                "stops", "[" + address + "," + address + "]",
                "pair", "('x'," + uuid + ")",
                "mixed", "('x',1.5)",
                "grid", "[(1,2),(3,4)]",
                "prices", "{'a':9.9}"));
  }

  @Test
  void columnsHaveNamesOfEveryKind() {
    List<String> names =
        List.of("a.b", "with space", "🙂", "select", "1st", "Id", "id", "say \"x\"", "`", "a:b");
    table(names.stream().map(name -> cql(name) + " text").collect(Collectors.joining(", ")));
    Map<String, String> values = new LinkedHashMap<>();
    names.forEach(name -> values.put(name, "value of " + values.size()));
    String item =
        values.entrySet().stream()
            .map(
                entry ->
                    "\"%s\":{\"S\":\"%s\"}"
                        .formatted(entry.getKey().replace("\"", "\\\""), entry.getValue()))
            .collect(Collectors.joining(","));

    assertThat(write("", true, item)).isEmpty();

    Row row = row("a");
    values.forEach((name, value) -> assertThat(text(row, name)).as(name).isEqualTo(value));
  }

  @Test
  void anAttributeThatChangesItsTypeIsNeverCastInSilence() {
    table("n int");

    List<String> reasons =
        write(
            "",
            true,
            "\"n\":{\"N\":\"5\"}",
            "\"n\":{\"S\":\"five\"}",
            "\"n\":{\"M\":{\"x\":{\"N\":\"5\"}}}",
            "\"n\":{\"BOOL\":true}",
            "\"n\":{\"N\":\"5.5\"}");

    assertThat(reasons)
        .hasSize(4)
        .allSatisfy(reason -> assertThat(reason).contains("column 'n' of shop.items is int"))
        .noneMatch(reason -> reason.contains("five") || reason.contains("5.5"));
    assertThat(row("a").getInt("n")).isEqualTo(5);
    assertThat(write("", true, "", "", "", "", "", "\"n\":{\"S\":\"6\"}")).isEmpty();
    assertThat(row("a").getInt("n")).as("a text that is a number").isEqualTo(6);
  }

  @Test
  void anItemAsLargeAsDynamoDbAllowsIsOneRow() {
    table("t text, b blob");
    String text = "é".repeat(100 * 1024);
    byte[] bytes = new byte[190 * 1024];
    String encoded = Base64.getEncoder().encodeToString(bytes);

    String item = "\"t\":{\"S\":\"%s\"},\"b\":{\"B\":\"%s\"}".formatted(text, encoded);
    assertThat(write("", true, item)).isEmpty();

    assertThat(row("a").getString("t")).isEqualTo(text);
    assertThat(row("a").getByteBuffer("b")).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Test
  void deepAndWideItemsAreOneRow() {
    String wide =
        IntStream.range(0, 200).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(", "));
    table("deep text, long frozen<list<int>>, " + wide);
    String deep = "{\"L\":[".repeat(32) + "]}".repeat(32);
    List<Integer> numbers = IntStream.range(0, 10_000).boxed().toList();
    List<String> attributes = new ArrayList<>(List.of("\"deep\":" + deep));
    attributes.add(
        "\"long\":{\"L\":["
            + numbers.stream().map("{\"N\":\"%d\"}"::formatted).collect(Collectors.joining(","))
            + "]}");
    IntStream.range(0, 200).forEach(i -> attributes.add("\"c%d\":{\"N\":\"%d\"}".formatted(i, i)));

    assertThat(write("", true, String.join(",", attributes))).isEmpty();

    Row row = row("a");
    assertThat(row.getString("deep")).isEqualTo("[".repeat(32) + "]".repeat(32));
    assertThat(row.getList("long", Integer.class)).isEqualTo(numbers);
    assertThat(row.getInt("c199")).isEqualTo(199);
  }

  @Test
  void textOfEveryKindIsExactAndHalfASurrogatePairIsRefused() {
    table("t text, nested frozen<map<text, text>>");
    String text = "NUL \0 ESC \u001b שלום \u202e 🙂 \u2028 \\ \" é e\u0301";
    String escaped = "NUL \\u0000 ESC \\u001b שלום \\u202e 🙂 \\u2028 \\\\ \\\" é e\\u0301";
    String item = "\"t\":{\"S\":\"%1$s\"},\"nested\":{\"M\":{\"%1$s\":{\"S\":\"%1$s\"}}}";

    assertThat(write("nested: native", true, item.formatted(escaped))).isEmpty();
    assertThat(row("a").getString("t")).isEqualTo(text);
    assertThat(row("a").getMap("nested", String.class, String.class)).isEqualTo(Map.of(text, text));

    assertThat(write("nested: native", true, "", "\"t\":{\"S\":\"\\ud83d\"}"))
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason)
                    .contains("column 't' of shop.items is text")
                    .contains("a string that is not well-formed Unicode"));
    assertThat(row("a").getString("t")).isEqualTo(text);
  }

  @Test
  void binaryKeysAreBlobsInDynamoDbsOrder() {
    CQL.execute("DROP TABLE IF EXISTS " + TABLE);
    CQL.execute("CREATE TABLE " + TABLE + " (pk blob, sk blob, PRIMARY KEY (pk, sk))");
    List<byte[]> sorted =
        List.of(new byte[] {0}, new byte[] {0, 0}, new byte[] {127}, new byte[] {-128, 1});
    try (TaskOnCassandra task = new TaskOnCassandra(TABLE);
        ItemToRow<SinkRecord> transform = transform("")) {
      for (byte[] sortKey : sorted) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("pk", new byte[] {-1, 0});
        key.put("sk", sortKey);
        String item =
            "\"pk\":{\"B\":\"/wA=\"},\"sk\":{\"B\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(sortKey));
        task.deliver(transform.apply(new ItemRecords(true).item(key, item, 0)));
      }
      assertThat(task.deadLetters()).isEmpty();
    }

    ByteBuffer partition = ByteBuffer.wrap(new byte[] {-1, 0});
    assertThat(CQL.execute("SELECT sk FROM " + TABLE + " WHERE pk = ?", partition).all())
        .extracting(row -> row.getByteBuffer("sk"))
        .containsExactlyElementsOf(sorted.stream().map(ByteBuffer::wrap).toList());
  }

  @Test
  void numbersOfDynamoDbsWholeRangeAreExact() {
    table("d decimal, v varint, t text, s frozen<set<decimal>>");
    for (String number :
        List.of("12345678901234567890123456789012345678", "1E-130", "9.9E+125", "-0", "1.50")) {
      BigDecimal exact = new BigDecimal(number);
      boolean whole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
      String item =
          "\"d\":{\"N\":\"%1$s\"},\"t\":{\"N\":\"%1$s\"},\"s\":{\"NS\":[\"%1$s\"]}"
                  .formatted(number)
              + (whole ? ",\"v\":{\"N\":\"%s\"}".formatted(number) : "");

      assertThat(write("", true, item)).as(number).isEmpty();

      Row row = row("a");
      assertThat(row.getBigDecimal("d")).isEqualByComparingTo(exact);
      assertThat(new BigDecimal(row.getString("t"))).isEqualByComparingTo(exact);
      assertThat(row.getSet("s", BigDecimal.class)).singleElement().isEqualTo(row.getObject("d"));
      assertThat(row.getBigInteger("v")).isEqualTo(whole ? exact.toBigIntegerExact() : null);
      CQL.execute("TRUNCATE " + TABLE);
    }
  }

  /** At one write timestamp the server keeps the larger value, whichever mapping wrote it. */
  @Test
  void aReplayUnderAChangedMappingNeedsTheNextGeneration() {
    table("v text, w text");
    String item = "\"one\":{\"S\":\"z\"},\"other\":{\"S\":\"a\"}";
    String newer = "{columns: {v: other}, drop: one}";

    write("{columns: {v: one, w: other}}", true, Map.of(), item);
    write(newer, true, Map.of(), item);
    assertThat(row("a").getString("v")).isEqualTo("z");
    write(newer, true, Map.of("mapping.generation", "1"), item);
    assertThat(row("a").getString("v")).isEqualTo("a");
    assertThat(row("a").isNull("w")).isTrue();
    write("{columns: {v: one, w: other}}", true, Map.of(), item);
    assertThat(row("a").getString("v")).isEqualTo("a");
  }

  /** Makes the table again, with the key {@code pk}. */
  private static void table(String columns) {
    CQL.execute("DROP TABLE IF EXISTS " + TABLE);
    CQL.execute("CREATE TABLE " + TABLE + " (pk text PRIMARY KEY, " + columns + ")");
  }

  /**
   * Writes images of item {@code a}, as many steps apart as they stand in the list; an empty one is
   * skipped.
   *
   * @return why records were dead-lettered
   */
  private static List<String> write(String mapping, boolean schemas, String... images) {
    return write(mapping, schemas, Map.of(), images);
  }

  private static List<String> write(
      String mapping, boolean schemas, Map<String, String> options, String... images) {
    try (TaskOnCassandra task = new TaskOnCassandra(TABLE, options);
        ItemToRow<SinkRecord> transform = transform(mapping)) {
      List<SinkRecord> rows = new ArrayList<>();
      for (int version = 0; version < images.length; version++) {
        if (!images[version].isEmpty()) {
          String item = images[version] + ",\"pk\":{\"S\":\"a\"}";
          Map<String, Object> key = Map.of("pk", "a");
          rows.add(transform.apply(new ItemRecords(schemas).item(key, item, version)));
        }
      }
      task.deliver(rows);
      return task.deadLetters().stream().map(letter -> letter.reason().getMessage()).toList();
    }
  }

  private static ItemToRow<SinkRecord> transform(String mapping) {
    ItemToRow<SinkRecord> transform = new ItemToRow<>();
    transform.configure(Map.of("mapping", mapping));
    return transform;
  }

  private static Row row(String key) {
    return CQL.execute("SELECT * FROM " + TABLE + " WHERE pk = ?", key).one();
  }

  private static String text(Row row, String column) {
    return row.getString(CqlIdentifier.fromInternal(column));
  }

  private static String cql(String name) {
    return CqlIdentifier.fromInternal(name).asCql(false);
  }

  private static String json(String quotedSingly) {
    return quotedSingly.replace('\'', '"');
  }

  /** The row's values as CQL writes them, by column. */
  private static Map<String, String> formatted(Row row) {
    Map<String, String> values = new HashMap<>();
    row.getColumnDefinitions()
        .forEach(
            column ->
                values.put(
                    column.getName().asInternal(),
                    row.codecRegistry()
                        .codecFor(column.getType())
                        .format(row.getObject(column.getName()))));
    return values;
  }
}
