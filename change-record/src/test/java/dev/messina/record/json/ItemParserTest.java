package dev.messina.record.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.json.ItemParser.ItemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemParserTest {

  /** Collects what it is shown; wants everything but {@code unwanted}. */
  private static final class Collector implements AttributeVisitor {
    private final Map<String, Object> values = new LinkedHashMap<>();

    @Override
    public Wanted wanted(String attribute) {
      return attribute.equals("unwanted") ? Wanted.NOTHING : Wanted.VALUE;
    }

    @Override
    public void attribute(String attribute, AttributeType type, Object value) {
      values.put(attribute, value);
    }
  }

  @Test
  void readsScalars() {
    Map<String, Object> item =
        read(
            """
            {"b":{"B":"AQI="},"empty":{"S":""},"f":{"BOOL":false},"n":{"N":"1.50"},
             "nothing":{"NULL":true},"s":{"S":"\\u2603 \\"x\\""},"t":{"BOOL":true}}""");

    assertThat(item)
        .containsEntry("b", new byte[] {1, 2})
        .containsEntry("empty", "")
        .containsEntry("f", false)
        .containsEntry("n", "1.5")
        .containsEntry("nothing", null)
        .containsEntry("s", "☃ \"x\"")
        .containsEntry("t", true)
        .hasSize(7);
  }

  @Test
  void readsSetsInTheOrderReceived() {
    Map<String, Object> item =
        read(
            "{\"bs\":{\"BS\":[\"Ag==\",\"AQ==\"]},\"ns\":{\"NS\":[\"2.0\",\"1\"]},"
                + "\"ss\":{\"SS\":[\"z\",\"a\"]}}");

    assertThat((List<?>) item.get("bs"))
        .map(bytes -> ((byte[]) bytes)[0])
        .containsExactly((byte) 2, (byte) 1);
    assertThat(item.get("ns")).isEqualTo(List.of("2", "1"));
    assertThat(item.get("ss")).isEqualTo(List.of("z", "a"));
  }

  @Test
  void writesListsAndMapsAsPlainJson() {
    String list =
        """
{"l":{"L":[{"S":"a\\n\\"☃\\u0001"},{"N":"1.50"},{"BOOL":true},{"NULL":true},{"B":"AQ=="},
{"SS":["y","x"]},{"NS":["2.0","1"]},{"BS":["AQ=="]},{"L":[]},{"M":{}},{"L":[{"N":"-0"}]}]}}""";

    assertThat(read(list))
        .containsEntry(
            "l",
            "[\"a\\n"
                + "\\\"☃\\u0001\",1.50,true,null,\"AQ==\",[\"y\",\"x\"],[2.0,1],[\"AQ==\"],[],{},[-0]]");
  }

  @Test
  void sortsTheNamesOfMaps() {
    assertThat(
            read(
                "{\"m\":{\"M\":{\"b\":{\"N\":\"2\"},\"c\":{\"M\":{\"z\":{\"S\":\"\"},"
                    + "\"y\":{\"L\":[]}}},\"a\":{\"S\":\"1\"}}}}"))
        .containsEntry("m", "{\"a\":\"1\",\"b\":2,\"c\":{\"y\":[],\"z\":\"\"}}");
  }

  @Test
  void sortsNamesByTheirCodeUnits() {
    assertThat(
            read(
                "{\"m\":{\"M\":{\"\uFF5E\":{\"N\":\"1\"},\"🙂\":{\"N\":\"2\"},\"Z\":{\"N\":\"3\"},"
                    + "\"a\":{\"N\":\"4\"}}}}"))
        .containsEntry("m", "{\"Z\":3,\"a\":4,\"🙂\":2,\"\uFF5E\":1}");
  }

  @Test
  void takesAttributesInAnyOrderAndWithWhiteSpace() {
    assertThat(read(" { \"b\" : { \"S\" : \"1\" } , \"a\" : { \"S\" : \"2\" } } "))
        .containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
  }

  @Test
  void passesOverWhatIsNotWanted() {
    assertThat(
            read(
                "{\"a\":{\"S\":\"1\"},\"unwanted\":{\"M\":{\"x\":{\"L\":[]}}},\"z\":{\"S\":\"2\"}}"))
        .containsExactly(Map.entry("a", "1"), Map.entry("z", "2"));
  }

  @Test
  void takesNamesAsLongAsDynamoDbAllows() {
    String name = "n".repeat(65_535);

    assertThat(read("{\"" + name + "\":{\"S\":\"\"}}")).containsOnlyKeys(name);
  }

  @Test
  void takesTextAsLongAsDynamoDbAllows() {
    String text = "☃".repeat(400 * 1024);

    assertThat(read("{\"a\":{\"S\":\"" + text + "\"},\"l\":{\"L\":[{\"S\":\"" + text + "\"}]}}"))
        .containsEntry("a", text)
        .containsEntry("l", "[\"" + text + "\"]");
  }

  @Test
  void readsAsManyLevelsAsDynamoDbAndNoMore() {
    assertThat(read("{\"deep\":" + nested(32) + "}"))
        .containsEntry("deep", "[".repeat(32) + "]".repeat(32));
    assertThatThrownBy(() -> read("{\"deep\":" + nested(33) + "}"))
        .isInstanceOf(ItemException.class)
        .hasMessage(
            "attribute 'deep" + "[0]".repeat(32) + "' is nested deeper than DynamoDB's 32 levels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "{'a':'x'}                  | 'a' is not a typed value, an object with one type tag such as"
            + " \"S\"",
        "{'a':['x']}                | 'a' is not a typed value, an object with one type tag such as"
            + " \"S\"",
        "{'a':{}}                   | 'a' has no type tag; one of S, N, B, BOOL, NULL, SS, NS, BS,"
            + " L, M belongs here",
        "{'a':{'X':'x'}}            | 'a' has an unknown type tag; S, N, B, BOOL, NULL, SS, NS, BS,"
            + " L, M are known, and a newer Messina may know it",
        "{'a':{'S':'x','N':'1'}}    | 'a' has more than one type tag",
        "{'a':{'S':'x','S':'x'}}    | 'a' has more than one type tag",
        "{'a':{'S':5}}              | 'a' of type S does not hold a JSON string",
        "{'a':{'S':null}}           | 'a' of type S does not hold a JSON string",
        "{'a':{'S':{}}}             | 'a' of type S does not hold a JSON string",
        "{'a':{'N':5}}              | 'a' of type N does not hold a JSON string",
        "{'a':{'N':'five'}}         | 'a' of type N does not hold a decimal number of DynamoDB's"
            + " range",
        "{'a':{'N':'1E999999999'}}  | 'a' of type N does not hold a decimal number of DynamoDB's"
            + " range",
        "{'a':{'NS':['1','x']}}     | 'a[1]' of type NS does not hold a decimal number of"
            + " DynamoDB's range",
        "{'a':{'B':'x'}}            | 'a' of type B does not hold padded base64",
        "{'a':{'B':'AQ'}}           | 'a' of type B does not hold padded base64",
        "{'a':{'B':'A?=='}}         | 'a' of type B does not hold padded base64",
        "{'a':{'BS':['AQ==','?']}}  | 'a[1]' of type BS does not hold padded base64",
        "{'a':{'BOOL':'true'}}      | 'a' of type BOOL does not hold true or false",
        "{'a':{'NULL':false}}       | 'a' of type NULL does not hold true",
        "{'a':{'SS':'x'}}           | 'a' of type SS does not hold a JSON array",
        "{'a':{'SS':['x',null]}}    | 'a[1]' of type SS does not hold a JSON string",
        "{'a':{'L':{}}}             | 'a' of type L does not hold a JSON array",
        "{'a':{'M':[]}}             | 'a' of type M does not hold a JSON object",
        "{'a':{'L':[{'S':'x'},5]}}  | 'a[1]' is not a typed value, an object with one type tag such"
            + " as \"S\"",
        "{'a':{'L':[{'B':'?'}]}}    | 'a[0]' of type B does not hold padded base64",
        "{'a':{'L':[{'N':'x'}]}}    | 'a[0]' of type N does not hold a decimal number of DynamoDB's"
            + " range",
        "{'a b':{'M':{'c.d':{'L':[{'NULL':true},{'M':{'e':{'BOOL':1}}}]}}}} | '\"a"
            + " b\".*[1].*' of type BOOL does not hold true or false",
        "{'a':{'S':'x'},'a':{'S':'y'}} | 'a' stands twice in the item",
        "{'b':{'S':'x'},'a':{'S':'y'},'b':{'S':'z'}} | 'b' stands twice in the item",
        "{'m':{'M':{'b':{'S':'x'},'a':{'S':'y'},'b':{'S':'z'}}}} | 'm' holds a name twice",
        "{'l':{'L':[{'M':{'b':{'S':'x'},'b':{'S':'z'}}}]}} | 'l[0]' holds a name twice",
      })
  void namesTheAttributeThatIsMalformed(String item, String problem) {
    assertThatThrownBy(() -> read(item.replace('\'', '"')))
        .isInstanceOf(ItemException.class)
        .hasMessage("attribute " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "[]                  | the item is not a JSON object",
        "'x'                 | the item is not a JSON object",
        "§§                  | the item is not a JSON object",
        "{} {}               | more text follows the item",
        "{'':{'S':'x'}}      | the item has an attribute without a name",
        "{'a':{'S':secret}}  | the item is not well-formed JSON near character 16",
        "{'a':{'S':'x'       | the item is not well-formed JSON near character 13",
      })
  void namesWhatIsNoItem(String item, String problem) {
    assertThatThrownBy(() -> read(item.replace('\'', '"')))
        .isInstanceOf(ItemException.class)
        .hasMessage(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"S\":secret}}",
        "{\"a\":{\"N\":\"secret\"}}",
        "{\"a\":{\"B\":\"secret!\"}}",
        "{\"a\":{\"S\":\"secret\"} secret}",
        "{\"a\":{\"secret\":\"x\"}}",
        "{\"a\":\"secret\"}",
        "secret",
      })
  void tellsNoValues(String item) {
    assertThatThrownBy(() -> read(item))
        .isInstanceOf(ItemException.class)
        .hasNoCause()
        .message()
        .doesNotContain("secret");
  }

  private static String nested(int levels) {
    return "{\"L\":[".repeat(levels) + "]}".repeat(levels);
  }

  private static Map<String, Object> read(String item) {
    Collector collector = new Collector();
    ItemParser.read(item, collector);
    return collector.values;
  }
}
