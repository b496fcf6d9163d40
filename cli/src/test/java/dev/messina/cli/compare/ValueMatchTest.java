package dev.messina.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ValueMatchTest {

  private static final String DIGITS_38 = "12345678901234567890123456789012345678";

  @Test
  void comparesNumbersByValueAndToTheLastDigit() {
    assertSame(n("1.50"), new BigDecimal("1.5"));
    assertSame(n("-0"), new BigDecimal("0.00"));
    assertSame(n("1E125"), new BigDecimal("1E125").setScale(0));
    assertSame(n("1E-130"), new BigDecimal("1E-130"));
    assertSame(n(DIGITS_38), new BigInteger(DIGITS_38));
    assertSame(n("7"), 7);
    assertSame(n("7"), 7L);
    assertSame(n("0.125"), 0.125);
    assertSame(n("1E3"), "1000");
    assertDifferent(n(DIGITS_38), new BigDecimal(DIGITS_38).add(BigDecimal.ONE));
    assertDifferent(n(DIGITS_38), Double.valueOf(DIGITS_38));
    assertDifferent(n("1"), "one");
    assertDifferent(n("1"), true);
  }

  @Test
  void comparesTextsExactlyOrAsWhatTheColumnHolds() {
    assertSame(s("é"), "é");
    assertDifferent(s("é"), "e\u0301");
    assertDifferent(s("a"), "a ");
    assertSame(s("2026-01-01T02:00+02:00"), Instant.parse("2026-01-01T00:00:00Z"));
    assertDifferent(s("2026-01-01T02:00Z"), Instant.parse("2026-01-01T00:00:00Z"));
    assertDifferent(s("yesterday"), Instant.EPOCH);
    assertSame(s("2026-02-28"), LocalDate.of(2026, 2, 28));
    assertSame(
        s("123e4567-e89b-42d3-a456-426614174000"),
        UUID.fromString("123e4567-e89b-42d3-a456-426614174000"));
    assertDifferent(s("1"), BigDecimal.ONE);
  }

  @Test
  void comparesBytesAndBooleans() {
    assertSame(b(), ByteBuffer.allocate(0));
    assertSame(b(1, 2), ByteBuffer.wrap(new byte[] {1, 2}));
    assertDifferent(b(1, 2), ByteBuffer.wrap(new byte[] {2, 1}));
    assertDifferent(b(1), "AQ==");
    assertSame(AttributeValue.fromBool(false), false);
    assertSame(AttributeValue.fromBool(true), "true");
    assertDifferent(AttributeValue.fromBool(true), false);
  }

  @Test
  void comparesSetsWithoutOrder() {
    assertSame(AttributeValue.fromNs(List.of("1.0", "2")), numbers("2", "1"));
    assertDifferent(AttributeValue.fromNs(List.of("1", "2")), numbers("1", "3"));
    assertDifferent(AttributeValue.fromNs(List.of("1", "2")), numbers("1"));
    assertSame(
        AttributeValue.fromBs(List.of(b(1).b(), b().b())),
        Set.of(ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {1})));
    assertDifferent(
        AttributeValue.fromBs(List.of(b(1).b())), Set.of(ByteBuffer.wrap(new byte[] {2})));
    assertSame(AttributeValue.fromSs(List.of("a", "b")), "[\"b\",\"a\"]");
    assertDifferent(AttributeValue.fromSs(List.of("a", "b")), "[\"a\",\"a\"]");
    assertSame(AttributeValue.fromNs(List.of("1", "2")), "[\"2\",\"1.0\"]");
    assertDifferent(AttributeValue.fromNs(List.of("1", "2")), "[true,1]");
  }

  @Test
  void comparesListsInTheirOrderAndMapsByTheirKeys() {
    AttributeValue list = AttributeValue.fromL(List.of(s("a"), n("1.0")));
    assertSame(list, List.of("a", "1"));
    assertDifferent(list, List.of("1", "a"));
    assertDifferent(list, List.of("a"));
    AttributeValue map = AttributeValue.fromM(Map.of("k.1", n("5"), "k", s("")));
    assertSame(map, Map.of("k", "", "k.1", "5"));
    assertDifferent(map, Map.of("k", ""));
    assertDifferent(map, Map.of("k", "", "k.1", "6"));
    assertDifferent(list, Arrays.asList("a", null));
  }

  @Test
  void comparesJsonByItsStructure() {
    AttributeValue document =
        AttributeValue.fromM(
            Map.of(
                "number", n("1E125"),
                "list", AttributeValue.fromL(List.of(AttributeValue.fromNul(true), s("x"))),
                "bytes", b(0, 255),
                "yes", AttributeValue.fromBool(true),
                "blobs", AttributeValue.fromBs(List.of(b(1).b(), b(2).b()))));
    String json =
        "{\"blobs\":[\"Ag==\",\"AQ==\"],\"bytes\":\"AP8=\",\"list\":[null,\"x\"],"
            + "\"number\":10E+124,\"yes\":true}";
    assertSame(document, json);
    assertDifferent(document, json.replace("10E+124", "10E+123"));
    assertDifferent(document, json.replace("AP8=", "AP4="));
    assertDifferent(document, json.replace("[null,\"x\"]", "[\"x\",null]"));
    assertDifferent(document, json.replace("true", "\"true\""));
    assertDifferent(document, json.replace(",\"yes\":true", ""));
    assertDifferent(document, json.replace("}", ",\"more\":1}"));
    assertDifferent(document, json + "}");
    assertDifferent(document, json.replace("{", "{\"yes\":true,"));
    assertDifferent(document, "");
  }

  @Test
  void readsDynamoDbsJsonToo() {
    AttributeValue document =
        AttributeValue.fromM(
            Map.of(
                "list", AttributeValue.fromL(List.of(n("1.50"), s("1.5"), b(1))),
                "set", AttributeValue.fromNs(List.of("1E2", "2")),
                "no", AttributeValue.fromNul(true)));
    String json =
        "{\"M\":{\"list\":{\"L\":[{\"N\":\"1.5\"},{\"S\":\"1.5\"},{\"B\":\"AQ==\"}]},"
            + "\"set\":{\"NS\":[\"2\",\"100\"]},\"no\":{\"NULL\":true}}}";
    assertSame(document, json);
    assertDifferent(document, json.replace("{\"S\":\"1.5\"}", "{\"N\":\"1.5\"}"));
    assertDifferent(document, json.replace("{\"S\":\"1.5\"}", "\"1.5\""));
    assertDifferent(document, json.replace("\"2\"", "\"3\""));
    assertDifferent(document, json.replace("\"NULL\":true", "\"NULL\":false"));
    assertDifferent(document, json.replace("{\"M\"", "{\"L\""));
    assertDifferent(document, json.replace("}}}", "}},\"M\":{}}"));
  }

  @Test
  void takesNullForAbsentAndNullOnly() {
    assertSame(null, null);
    assertSame(AttributeValue.fromNul(true), null);
    assertDifferent(null, "");
    assertDifferent(s(""), null);
    assertDifferent(AttributeValue.fromL(List.of()), null);
    assertDifferent(AttributeValue.fromNul(true), "null");
  }

  private static void assertSame(AttributeValue attribute, Object cell) {
    assertThat(ValueMatch.same(attribute, cell)).as("%s and %s", attribute, cell).isTrue();
  }

  private static void assertDifferent(AttributeValue attribute, Object cell) {
    assertThat(ValueMatch.same(attribute, cell)).as("%s and %s", attribute, cell).isFalse();
  }

  private static Set<BigDecimal> numbers(String... digits) {
    Set<BigDecimal> numbers = new LinkedHashSet<>();
    for (String number : digits) {
      numbers.add(new BigDecimal(number));
    }
    return numbers;
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(String digits) {
    return AttributeValue.fromN(digits);
  }

  private static AttributeValue b(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
  }
}
