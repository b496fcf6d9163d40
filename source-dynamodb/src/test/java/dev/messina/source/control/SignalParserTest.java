package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.control.Signal.SignalType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalParserTest {

  private static final SignalPosition AT = new SignalPosition(2, 17, 1767225600000L);

  private final SignalParser parser =
      new SignalParser("shop.control", Set.of("orders", "orders.archive", "users"));

  @Test
  void readsASnapshotOfListedKeys() {
    assertThat(
            parse(
                """
                {"id":"r-1","type":"execute-snapshot","data":{"data-collections":["orders"],
                 "type":"INCREMENTAL",
                 "keys":[{"orderId":{"N":"7"},"customer":{"S":"ada \\"l\\""}},
                         {"customer":{"S":"bob"},"orderId":{"N":"-1.5e2"}},
                         {"customer":{"S":"bob"},"orderId":{"N":"-1.5e2"}}]}}"""))
        .isEqualTo(
            new Signal.ExecuteSnapshot(
                "r-1",
                Set.of("orders"),
                List.of(
                    "{\"customer\":{\"S\":\"ada \\\"l\\\"\"},\"orderId\":{\"N\":\"7\"}}",
                    "{\"customer\":{\"S\":\"bob\"},\"orderId\":{\"N\":\"-1.5e2\"}}"),
                AT));
  }

  @Test
  void neverPrintsKeys() {
    Signal signal =
        parse(
            """
            {"id":"r-1","type":"execute-snapshot","data":{"data-collections":["orders"],
             "keys":[{"customer":{"S":"secret"}}]}}""");

    assertThat(signal.toString()).doesNotContain("secret").contains("orders");
  }

  @Test
  void takesTablesByNameAndByRegularExpression() {
    assertThat(execute("[\"orders.archive\"]").tables()).containsExactly("orders.archive");
    assertThat(execute("[\"orders.*\",\"users\"]").tables())
        .containsExactlyInAnyOrder("orders", "orders.archive", "users");
  }

  @Test
  void meansAllTablesWhereASignalOtherThanASnapshotNamesNone() {
    assertThat(parse("{\"id\":\"p\",\"type\":\"pause-snapshot\"}"))
        .isEqualTo(
            new Signal.Plain(
                SignalType.PAUSE_SNAPSHOT, "p", Set.of("orders", "orders.archive", "users"), AT));
  }

  @Test
  void namesASignalWithoutAnIdByItsPlace() {
    assertThat(parse("{\"type\":\"resume-stream\",\"data\":{}}").id())
        .isEqualTo("shop.control-2@17");
  }

  @Test
  void readsALimitAndItsEnd() {
    assertThat(throttle("{\"max-rcu\":12.5}")).isEqualTo(OptionalDouble.of(12.5));
    assertThat(throttle("{\"max-rcu\":null}")).isEmpty();
    assertThat(throttle("{}")).isEmpty();
  }

  @Test
  void knowsEveryTypeByItsName() {
    for (SignalType type : SignalType.values()) {
      String text =
          "{\"type\":\"" + type.text() + "\",\"data\":{\"data-collections\":[\"users\"]}}";
      assertThat(parse(text).type()).isEqualTo(type);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
`` | the value is empty
secret | the value is not JSON, from line 1, column
{"type":"log"} x | the value is not JSON
{"type":"log"} {} | goes on after the end
["secret"] | the value is no JSON object
{"type":"pause-snapshot","type":"secret"} | the value is not JSON
{} | 'type' is missing or no text; known are execute-snapshot, stop-snapshot
{"type":"execute-snapshots"} | no type 'execute-snapshots'; known are execute-snapshot,
{"type":"the secret, as it were"} | no type of that name; known are
{"type":"pause-snapshot","id":7} | 'id' is no text
{"type":"pause-snapshot","data":"secret"} | data is no JSON object
{"type":"pause-snapshot","dta":{}} | the signal has no field 'dta'; known are data, id, type
{"type":"execute-snapshot"} | 'data.data-collections' is missing; name the tables
{"type":"pause-snapshot","data":{"data-collections":"secret"}} | is no list
{"type":"pause-snapshot","data":{"data-collections":[]}} | is no list of names
{"type":"pause-snapshot","data":{"data-collections":["users","secret"]}} | entry 2 of 'data.data-collections' is none of the connector's tables
{"type":"pause-snapshot","data":{"data-collections":["secret("]}} | entry 1 of 'data.data-collections' is neither
{"type":"pause-snapshot","data":{"data-collections":[7]}} | entry 1 of 'data.data-collections' is no text
{"type":"execute-snapshot","data":{"data-collections":["users"],"type":"blocking"}} | can only be incremental
{"type":"execute-snapshot","data":{"data-collections":["users"],"additional-conditions":[]}} | data of execute-snapshot has no field 'additional-conditions'; known are data-collections, keys, type
{"type":"execute-snapshot","data":{"data-collections":["users"],"keys":[]}} | leave it out to read whole tables
{"type":"execute-snapshot","data":{"data-collections":[".*"],"keys":[{"id":{"S":"secret"}}]}} | belong to one table, but 'data.data-collections' means 3
{"type":"execute-snapshot","data":{"data-collections":["users"],"keys":[{"id":{"S":"a"}},{"id":"secret"}]}} | entry 2 of 'data.keys' is no
{"type":"execute-snapshot","data":{"data-collections":["users"],"keys":[{"id":{"BOOL":true}}]}} | entry 1 of 'data.keys' is no key
{"type":"execute-snapshot","data":{"data-collections":["users"],"keys":[{"id":{"S":""}}]}} | entry 1 of 'data.keys' is no key
{"type":"execute-snapshot","data":{"data-collections":["users"],"keys":[{"id":{"N":"secret"}}]}} | entry 1 of 'data.keys' is no key
{"type":"execute-snapshot","data":{"data-collections":["users"],"keys":[{"id":{"S":"a","N":"1"}}]}} | entry 1 of 'data.keys' is no key
{"type":"execute-snapshot","data":{"data-collections":["users"],"keys":[{}]}} | entry 1 of 'data.keys' is no key
{"type":"throttle-snapshot","data":{"max-rcu":0}} | pause-snapshot to stop the scan
{"type":"throttle-snapshot","data":{"max-rcu":"secret"}} | is no number above 0
{"type":"throttle-snapshot","data":{"max-rcu":1e999999}} | is no number above 0
""")
  void saysWhatIsWrongAndRepeatsNothing(String text, String problem) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret");
  }

  @Test
  void saysThatBytesAreNoText() {
    byte[] bytes = {0, 0, 0, 0, 5, (byte) 0xff, (byte) 0xfe};
    assertThatThrownBy(() -> parser.parse(bytes, AT)).isInstanceOf(DataException.class);
  }

  private Signal execute(String collections) {
    return parse(
        "{\"type\":\"execute-snapshot\",\"data\":{\"data-collections\":" + collections + "}}");
  }

  private OptionalDouble throttle(String data) {
    Signal signal = parse("{\"type\":\"throttle-snapshot\",\"data\":" + data + "}");
    return ((Signal.ThrottleSnapshot) signal).maxRcu();
  }

  private Signal parse(String text) {
    return parser.parse(text.getBytes(StandardCharsets.UTF_8), AT);
  }
}
