package dev.messina.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.TableDescription.KeyAttribute;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class ListedKeysTest {

  private static final List<KeyAttribute> SCHEMA =
      List.of(
          new KeyAttribute("customer", ScalarAttributeType.S),
          new KeyAttribute("orderId", ScalarAttributeType.N));
  private static final List<KeyAttribute> BYTES =
      List.of(
          new KeyAttribute("a", ScalarAttributeType.B),
          new KeyAttribute("b", ScalarAttributeType.B));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.0",
        "7",
        "+7",
        "12345678901234567890123456789012345678",
        "100000000000000000000000000000000000000000",
        "1E-130",
        "9.9999999999999999999999999999999999999E+125",
        "0.00000000000000000000000000000000000000000001"
      })
  void takesTheNumbersOfDynamoDb(String number) {
    assertThat(ListedKeys.problem(SCHEMA, List.of(key("ada", number)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012345678901234567890123456789, has 39 digits",
    "1.00000000000000000000000000000000000001e-3, has 39 digits",
    "1E126, lies outside of",
    "1e999, lies outside of",
    "-1E-131, lies outside of"
  })
  void refusesOtherNumbers(String number, String problem) {
    assertThat(ListedKeys.problem(SCHEMA, List.of(key("ada", "7"), key("ada", number))))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("key 2 of 2 cannot be: attribute 'orderId' " + problem)
                    .endsWith("the table's key is customer (S), orderId (N)")
                    .doesNotContain(number));
  }

  @Test
  void refusesATextThatIsTooLongInBytes() {
    assertThat(ListedKeys.problem(SCHEMA, List.of(key("a".repeat(2_048), "7")))).isEmpty();
    assertThat(ListedKeys.problem(SCHEMA, List.of(key("\u00e9".repeat(1_025), "7"))))
        .hasValueSatisfying(
            text -> assertThat(text).contains("'customer' has 2050 bytes").contains("takes 2048"));
  }

  @Test
  void refusesHalfOfASurrogatePair() {
    assertThat(ListedKeys.problem(SCHEMA, List.of(key("\ud83d", "7"))))
        .hasValueSatisfying(text -> assertThat(text).contains("half of a surrogate pair"));
  }

  @Test
  void refusesASortKeyThatIsTooLongOrEmpty() {
    assertThat(ListedKeys.problem(BYTES, List.of(bytes(2_048, 1_024)))).isEmpty();
    assertThat(ListedKeys.problem(BYTES, List.of(bytes(2_048, 1_025)))).isPresent();
    assertThat(ListedKeys.problem(BYTES, List.of(bytes(2_049, 1)))).isPresent();
    assertThat(ListedKeys.problem(BYTES, List.of(bytes(1, 0))))
        .hasValueSatisfying(text -> assertThat(text).contains("'b' is empty"));
  }

  @Test
  void countsTheBytesThatKeysTakeInAnOffset() {
    List<String> quotes =
        IntStream.range(0, 1_000).mapToObj(i -> key("\\\"".repeat(60) + i, "7")).toList();
    assertThat(ListedKeys.problem(SCHEMA, quotes.subList(0, 100))).isEmpty();
    assertThat(ListedKeys.problem(SCHEMA, quotes))
        .hasValueSatisfying(text -> assertThat(text).startsWith("its 1000 keys take 296892 bytes"));
  }

  private static String key(String customer, String orderId) {
    return "{\"customer\":{\"S\":\"%s\"},\"orderId\":{\"N\":\"%s\"}}".formatted(customer, orderId);
  }

  private static String bytes(int first, int second) {
    Base64.Encoder encoder = Base64.getEncoder();
    return "{\"a\":{\"B\":\"%s\"},\"b\":{\"B\":\"%s\"}}"
        .formatted(
            encoder.encodeToString(new byte[first]), encoder.encodeToString(new byte[second]));
  }
}
