package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.record.WriteTimestampHeader;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real tables hold that trips mappings up, each with what must become of it. */
class BadInputsTest {

  private static final String KEY = "{\"pk\":{\"S\":\"a\"}}";

  private final SampleRecords records = new SampleRecords(true);

  @ParameterizedTest
  @CsvSource({
    "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
    "-0, 0",
    "1.50, 1.5",
  })
  void numbersStayExactInEveryForm(String number, String exact) {
    String item =
        item("\"n\":{\"N\":\"%s\"},\"l\":{\"L\":[{\"N\":\"%s\"}]}".formatted(number, number));

    JsonNode row = row("{columns: {n: n, l: {from: l, as: native}, j: {join: 'x{n}'}}}", item);

    assertThat(row.get("n").asText()).isEqualTo(exact);
    assertThat(row.get("l").get(0).asText()).isEqualTo(exact);
    assertThat(row.get("j").asText()).isEqualTo("x" + exact);
  }

  @Test
  void theLargestAndTheSmallestNumberStayExact() {
    assertThat(row("nested: native", item("\"n\":{\"N\":\"1E-130\"}")).get("n").asText())
        .isEqualTo("0." + "0".repeat(129) + "1");
    assertThat(row("nested: native", item("\"n\":{\"N\":\"1E+125\"}")).get("n").asText())
        .isEqualTo("1" + "0".repeat(125));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "10E-1"})
  void oneNumberIsOneKeyHoweverItIsWritten(String number) {
    SinkRecord row =
        ItemToRowTest.transform("{key: [n, pk, m], columns: {m: {join: '<{n}>'}}}")
            .apply(records.created(KEY, item("\"n\":{\"N\":\"" + number + "\"}")));

    assertThat(RowJson.of(row.key())).hasToString("{\"n\":\"1\",\"pk\":\"a\",\"m\":\"<1>\"}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void binaryKeysAndKeyColumnsAreBytes(boolean schemas) {
    SinkRecord row =
        ItemToRowTest.transform("{key: [hash, id], columns: {id: pk}}")
            .apply(
                new SampleRecords(schemas)
                    .created(
                        "{\"pk\":{\"B\":\"AQI=\"}}",
                        "{\"pk\":{\"B\":\"AQI=\"},\"hash\":{\"B\":\"/w==\"}}"));

    assertThat(RowJson.of(row.key())).hasToString("{\"hash\":\"/w==\",\"id\":\"AQI=\"}");
  }

  @Test
  void emptyTextIsAValue() {
    assertThat(row("{columns: {b: a}}", item("\"a\":{\"S\":\"\"}"))).hasToString("{\"b\":\"\"}");
    assertThatThrownBy(() -> row("columns: {b: {join: '{a}-{pk}'}}", item("\"a\":{\"S\":\"\"}")))
        .hasMessageContaining("a part of '{a}-{pk}' is empty or holds the text that separates");
  }

  @Test
  void nullAndMissingCanBeToldApart() {
    String mapping = "{columns: {name: name}, unmapped: {column: rest, as: dynamodb}}";

    assertThat(row(mapping, item("\"x\":{\"NULL\":true}")).get("rest").asText())
        .isEqualTo("{\"x\":{\"NULL\":true}}");
    assertThat(row(mapping, item("\"name\":{\"NULL\":true}"))).hasToString("{\"name\":null}");
    assertThat(row(mapping, item("\"y\":{\"S\":\"\"}")).has("name")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"S\":\"1\"} | 1",
        "{\"N\":\"1\"} | 1",
        "{\"M\":{\"x\":{\"N\":\"1\"}}} | {\"x\":1}"
      })
  void anAttributeMayChangeItsType(String typed, String text) {
    assertThat(row("columns: {b: a}", item("\"a\":" + typed)).get("b").asText()).isEqualTo(text);
  }

  @Test
  void namesOfEveryKindCanBeMapped() {
    String name = "n".repeat(255);
    String item =
        item(
            "\"a.b\":{\"S\":\"1\"},\"with"
                + " space\":{\"S\":\"2\"},\"🙂\":{\"S\":\"3\"},\"select\":{\"S\":\"4\"},"
                + "\"1st\":{\"S\":\"5\"},\"say \\\"x\\\"\":{\"S\":\"6\"},\"`\":{\"S\":\"7\"},\"%s\":{\"S\":\"8\"}"
                    .formatted(name));
    String mapping =
        """
        columns:
          c1: "`a.b`"
          c2: with space
          c3: "🙂"
          c4: select
          c5: 1st
          c6: 'say "x"'
          c7: '`\\``'
          c8: %s
        """
            .formatted(name);

    assertThat(row(mapping, item))
        .hasToString(
            "{\"c1\":\"1\",\"c2\":\"2\",\"c3\":\"3\",\"c4\":\"4\",\"c5\":\"5\",\"c6\":\"6\",\"c7\":\"7\",\"c8\":\"8\"}");
  }

  @Test
  void namesThatMeetAreAnErrorAndNotMerged() {
    assertThatThrownBy(() -> row("names: lower", item("\"Id\":{\"S\":\"1\"},\"id\":{\"S\":\"2\"}")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'Id' and 'id' both become column 'id'");
    assertThatThrownBy(
            () ->
                row(
                    "nested: flatten",
                    item("\"a_b\":{\"S\":\"1\"},\"a\":{\"M\":{\"b\":{\"S\":\"2\"}}}")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'a_b' and 'a.*' both become one column, where * is a name inside");
  }

  @Test
  void anItemAsLargeAsDynamoDbAllowsPassesThroughEveryForm() {
    String text = "x".repeat(390 * 1024);
    String item = item("\"l\":{\"L\":[{\"S\":\"%s\"}]}".formatted(text));

    assertThat(row("nested: dynamodb", item).get("l").asText()).hasSize(text.length() + 16);
    assertThat(row("nested: native", item).get("l").get(0).asText()).isEqualTo(text);
  }

  @Test
  void deepAndWideItemsPassThroughEveryForm() {
    String deep = item("\"d\":" + "{\"L\":[".repeat(32) + "]}".repeat(32));
    String wide = item("\"w\":{\"L\":[" + "{\"N\":\"1\"},".repeat(9_999) + "{\"N\":\"2\"}]}");
    StringBuilder many = new StringBuilder();
    for (int attribute = 0; attribute < 5_000; attribute++) {
      many.append(attribute == 0 ? "" : ",").append("\"a%d\":{\"S\":\"\"}".formatted(attribute));
    }

    assertThat(row("nested: native", deep).has("d")).isTrue();
    assertThat(row("nested: native", wide).get("w")).hasSize(10_000);
    assertThat(row("names: snake_case", item(many.toString()))).hasSize(5_000);
    assertThatThrownBy(
            () -> row("nested: native", item("\"d\":" + "{\"L\":[".repeat(33) + "]}".repeat(33))))
        .hasMessageContaining("is nested deeper than DynamoDB's 32 levels");
  }

  @Test
  void numbersBeyondDynamoDbsRangeAreRefusedAtAnyDepth() {
    String item = item("\"l\":{\"L\":[{\"N\":\"1E999999999\"}]}");

    assertThatThrownBy(() -> row("nested: native", item))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("a number in a list or map is beyond DynamoDB's range.");
    assertThatThrownBy(() -> row("columns: {x: l.0}", item)).isInstanceOf(DataException.class);
  }

  @Test
  void setsKeepTheirElementsInEveryForm() {
    String item = item("\"m\":{\"M\":{\"s\":{\"NS\":[\"1.0\",\"2\"]},\"b\":{\"BS\":[\"AQ==\"]}}}");

    assertThat(row("nested: native", item))
        .hasToString("{\"m\":{\"b\":[\"AQ==\"],\"s\":[\"1\",\"2\"]}}");
    assertThat(row("nested: flatten", item))
        .hasToString("{\"m_b\":[\"AQ==\"],\"m_s\":[\"1\",\"2\"]}");
  }

  @Test
  void listsOfSeveralTypesTravelAsJsonAndNotNatively() {
    String item = item("\"l\":{\"L\":[{\"S\":\"secret\"},{\"L\":[]}]}");

    assertThat(row("nested: json", item).get("l").asText()).isEqualTo("[\"secret\",[]]");
    assertThatThrownBy(() -> row("nested: native", item))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "attribute 'l' is a list of S, L of several shapes, which has no native form; let it"
                + " travel 'as: json'.")
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\u202e", "🙂", "\\u2028", "\\\\", "\\\""})
  void textOfEveryKindIsExactInEveryForm(String escaped) {
    String item = item("\"a\":{\"M\":{\"x\":{\"S\":\"" + escaped + "\"}}}");
    String text = SampleRecords.tree("{\"x\":\"" + escaped + "\"}").get("x").asText();

    assertThat(row("columns: {x: a.x}\ndrop: a", item).get("x").asText()).isEqualTo(text);
    assertThat(
            SampleRecords.tree(row("nested: dynamodb", item).get("a").asText())
                .at("/M/x/S")
                .asText())
        .isEqualTo(text);
  }

  @Test
  void booleansAndEmptyBinariesAreExact() {
    assertThat(
            row(
                "columns: {f: m.f, b: m.b}\ndrop: m",
                item("\"m\":{\"M\":{\"f\":{\"BOOL\":false},\"b\":{\"B\":\"\"}}}")))
        .hasToString("{\"f\":false,\"b\":\"\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"N\":\"1900000000\"}     | 1900000000",
        "{\"N\":\"1900000000.75\"}  | 1900000000",
        "{\"N\":\"-5\"}             | -5",
        "{\"N\":\"1900000000000\"}  | 1900000000000",
        "{\"N\":\"1E+30\"}          | none",
        "{\"S\":\"1900000000\"}     | none",
        "{\"NULL\":true}            | none",
      })
  void onlyANumberIsAnExpiry(String typed, String seconds) {
    SinkRecord row =
        ItemToRowTest.transform("expiry: ttl")
            .apply(records.created(KEY, item("\"ttl\":" + typed)));
    Header expiry = row.headers().lastWithName("messina.expires.at");

    assertThat(expiry == null ? "none" : expiry.value().toString()).isEqualTo(seconds);
  }

  @Test
  void anItemWithoutAKeyColumnIsAnErrorThatNamesBoth() {
    assertThatThrownBy(() -> row("key: [country, pk]", item("\"name\":{\"S\":\"secret\"}")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Change record at shop.orders-3@1842: an item of table 'orders', key [pk]: the item has"
                + " nothing for key column 'country', which comes from attribute 'country'.");
    assertThatThrownBy(() -> row("key: [tags, pk]", item("\"tags\":{\"SS\":[\"secret\"]}")))
        .hasMessageEndingWith(
            "key column 'tags' expects S, N, B or BOOL, and attribute 'tags' is of type SS.");
  }

  @Test
  void aRecordWithoutATimestampBecomesARow() {
    SinkRecord record = records.created(KEY, item("\"a\":{\"S\":\"\"}"));
    SinkRecord bare =
        new SinkRecord(
            record.topic(),
            0,
            record.keySchema(),
            record.key(),
            record.valueSchema(),
            record.value(),
            1);

    assertThat(ItemToRowTest.transform("columns: {b: a}").apply(bare).timestamp()).isNull();
  }

  @Test
  void attributesOfGlobalTablesCanBeDropped() {
    assertThat(
            row(
                "drop: ['aws:rep:deleting', 'aws:rep:updatetime']",
                item("\"aws:rep:deleting\":{\"BOOL\":false},\"aws:rep:updatetime\":{\"N\":\"1\"}")))
        .hasToString("{}");
  }

  @Test
  void aKeyWhoseNumbersBecameDoublesIsRefused() {
    SinkRecord record = new SampleRecords(false).created(KEY, item("\"a\":{\"S\":\"\"}"));
    SinkRecord parsed = SampleRecords.record(null, Map.of("pk", 1.0), null, record.value());

    assertThatThrownBy(() -> ItemToRowTest.transform("columns: {id: pk}").apply(parsed))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "the key's attribute 'pk' is Double where text or bytes belong; check the connector's"
                + " key.converter.");
  }

  @Test
  void b12_everyMistakeOfAMappingIsToldAtOnce() {
    assertThatThrownBy(() -> ItemToRowTest.transform("{nams: x, key: [a, a], nulls: no}"))
        .isInstanceOf(ConfigException.class)
        .message()
        .hasLineCount(4);
  }

  @Test
  void b18_aChainThatTookTheKeyFailsAndLostHeadersComeBack() {
    SinkRecord record = records.created(KEY, item("\"a\":{\"S\":\"\"}"));
    SinkRecord bare = SampleRecords.record(null, null, record.valueSchema(), record.value());

    assertThatThrownBy(() -> ItemToRowTest.transform("columns: {b: a}").apply(bare))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the key is missing")
        .hasMessageContaining("check the connector's key.converter and the transforms before");
    record.headers().clear();
    assertThat(
            ItemToRowTest.transform("columns: {b: a}")
                .apply(record)
                .headers()
                .lastWithName(WriteTimestampHeader.NAME)
                .value())
        .isEqualTo(SampleRecords.WRITE_TIMESTAMP);
  }

  private JsonNode row(String mapping, String item) {
    return RowJson.of(ItemToRowTest.transform(mapping).apply(records.created(KEY, item)).value());
  }

  private static String item(String attributes) {
    return "{" + attributes + ",\"pk\":{\"S\":\"a\"}}";
  }
}
