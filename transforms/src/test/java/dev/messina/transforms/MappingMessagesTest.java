package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names a mapping finds, and what its messages tell of an item. */
class MappingMessagesTest {

  private static final String KEY = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"b\"}}";
  private static final String ITEM =
      "{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"b\"},\"userId\":{\"S\":\"u\"}}";

  @ParameterizedTest
  @CsvSource({"snake_case, user_id", "lower, userid"})
  void findsAKeyColumnByTheNameThatItsAttributeBecomes(String names, String column) {
    for (boolean schemas : new boolean[] {true, false}) {
      SinkRecord row =
          ItemToRowTest.transform("{names: %s, key: [%s, pk, sk]}".formatted(names, column))
              .apply(new SampleRecords(schemas).created(KEY, ITEM));

      assertThat(RowJson.of(row.key()).get(column).asText()).isEqualTo("u");
      assertThat(RowJson.of(row.value())).hasToString("{}");
    }
  }

  @Test
  void refusesTwoAttributesThatWouldBothBeAKeyColumn() {
    String two = ITEM.replace("\"userId\"", "\"UserId\":{\"S\":\"w\"},\"userId\"");
    assertThat(error("{names: snake_case, key: [user_id, pk, sk]}", two))
        .contains("'UserId' and 'userId' both become column 'user_id'");
  }

  @Test
  void namesTheAttributeThatIsNearestToAMissingOne() {
    assertThat(error("{key: [user_id, pk, sk]}", ITEM))
        .endsWith(
            "the item has nothing for key column 'user_id', which comes from attribute 'user_id';"
                + " the nearest attribute is 'userId'.");
  }

  @Test
  void namesTheKeyInTheOrderOfTheTable() {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("sk", "b");
    key.put("pk", "a");
    SinkRecord given = new SampleRecords(false).created(KEY, ITEM);
    SinkRecord record = SampleRecords.record(null, key, null, given.value());
    DataException refused =
        catchThrowableOfType(
            DataException.class,
            () ->
                ItemToRowTest.transform("{item_key: [pk, sk], key: [missing, pk, sk]}")
                    .apply(record));
    assertThat(refused).hasMessageContaining("key [pk, sk]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"M\":{\"ada@example.org\":{\"L\":[{\"S\":\"x\"},{\"N\":\"1\"}]}}}",
        "{\"M\":{\"ada@example.org\":{\"N\":\"x\"}}}",
        "{\"M\":{\"ada@example.org\":{\"L\":[{\"Q\":\"x\"}]}}}",
        "{\"M\":{\"m\":{\"M\":{\"ada@example.org\":{\"S\":\"1\"},\"a\":{\"S\":\"1\"},"
            + "\"ada@example.org\":{\"S\":\"1\"}}}}}",
      })
  void tellsNoNameThatStandsInsideAnAttribute(String value) {
    for (String form : new String[] {"json", "native", "flatten", "dynamodb"}) {
      String item = ITEM.replace("{\"S\":\"u\"}", value);
      for (boolean schemas : new boolean[] {true, false}) {
        DataException refused =
            catchThrowableOfType(
                DataException.class,
                () ->
                    ItemToRowTest.transform("nested: " + form)
                        .apply(new SampleRecords(schemas).created(KEY, item)));
        if (refused != null) {
          assertThat(refused.getMessage()).contains("'userId").doesNotContain("ada@");
        } else {
          assertThat(value).contains("[{\"S\":\"x\"},{\"N\":\"1\"}]");
        }
      }
    }
  }

  @Test
  void tellsNoNameOfAFlattenedMapThatMeetsAnother() {
    String item =
        ITEM.replace(
            "{\"S\":\"u\"}",
            "{\"M\":{\"Ada@example.org\":{\"S\":\"x\"},\"ada@example.org\":{\"S\":\"y\"}}}");
    assertThat(error("{nested: flatten, names: lower}", item))
        .contains("'userId.*' and 'userId.*' both become one column")
        .doesNotContainIgnoringCase("ada@");
  }

  private static String error(String mapping, String item) {
    DataException refused =
        catchThrowableOfType(
            DataException.class,
            () ->
                ItemToRowTest.transform(mapping).apply(new SampleRecords(true).created(KEY, item)));
    return refused == null ? "none" : refused.getMessage();
  }
}
