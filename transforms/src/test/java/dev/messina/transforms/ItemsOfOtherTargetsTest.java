package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that a key alone decides, and targets for what no other target takes. */
class ItemsOfOtherTargetsTest {

  private static final String ORDERS =
      "{when: {sk: 'ORDER#{id}', kind: {equals: order}}, key: [country, pk, id]}";
  private static final String PRODUCT = "{\"pk\":{\"S\":\"PRODUCT#5\"},\"sk\":{\"S\":\"#\"}}";
  private static final String ORDER = "{\"pk\":{\"S\":\"USER#1\"},\"sk\":{\"S\":\"ORDER#7\"}}";

  private static final String REST =
      """
      when:
        not:
          any:
            - {pk: "USER#{user}", sk: PROFILE}
            - {pk: "USER#{user}", sk: "ORDER#{}", kind: {in: [order, draft]}}
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areLeftOutByTheirKeyWithoutAnyImage(boolean schemas) {
    ItemToRow<SinkRecord> transform = ItemToRowTest.transform(ORDERS);
    SampleRecords records = new SampleRecords(schemas);

    assertThat(transform.apply(records.updated(PRODUCT, PRODUCT, PRODUCT))).isNull();
    assertThat(transform.apply(records.updated(PRODUCT, null, PRODUCT))).isNull();
    assertThat(transform.apply(records.deleted(PRODUCT, PRODUCT))).isNull();
    assertThat(transform.apply(records.deleted(PRODUCT))).isNull();
    assertThat(transform.apply(records.tombstone(PRODUCT))).isNull();
    assertThatThrownBy(() -> transform.apply(records.updated(ORDER, null, ORDER)))
        .isInstanceOf(DataException.class);
  }

  @Test
  void areLeftOutByAnAlternativeThatTheirKeyRulesOut() {
    ItemToRow<SinkRecord> transform =
        ItemToRowTest.transform(
            "{when: {any: [{pk: 'USER#{}', kind: {equals: a}}, {pk: 'SHOP#{}'}]}, key: [kind,"
                + " pk]}");

    assertThat(transform.apply(new SampleRecords(true).deleted("{\"pk\":{\"S\":\"X#1\"}}")))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USER#1 | PROFILE | user  | false",
        "USER#1 | ORDER#7 | order | false",
        "USER#1 | ORDER#7 | draft | false",
        "USER#1 | ORDER#7 | void  | true",
        "SHOP#1 | PROFILE | user  | true",
        "USER#1 | NOTE#1  | note  | true",
      })
  void haveATargetThatTakesWhatNoOtherTakes(String pk, String sk, String kind, boolean taken) {
    String key = "{\"pk\":{\"S\":\"%s\"},\"sk\":{\"S\":\"%s\"}}".formatted(pk, sk);
    for (boolean schemas : new boolean[] {true, false}) {
      SampleRecords records = new SampleRecords(schemas);
      SinkRecord row = ItemToRowTest.transform(REST).apply(records.created(key, item(key, kind)));
      assertThat(row != null).isEqualTo(taken);
      if (taken) {
        assertThat(RowJson.of(row.key()))
            .isEqualTo(SampleRecords.tree("{\"pk\":\"%s\",\"sk\":\"%s\"}".formatted(pk, sk)));
        assertThat(RowJson.of(row.value())).hasToString("{\"kind\":\"%s\"}".formatted(kind));
      }
      assertThat(
              matches(REST.replace("when:", "").indent(-2), records.created(key, item(key, kind))))
          .isEqualTo(taken);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leaveAndEnterByANegatedCondition(boolean schemas) {
    ItemToRow<SinkRecord> rest = ItemToRowTest.transform(REST);
    SampleRecords records = new SampleRecords(schemas);

    SinkRecord left = rest.apply(records.updated(ORDER, item(ORDER, "void"), item(ORDER, "order")));
    assertThat(RowJson.of(left.key()))
        .isEqualTo(SampleRecords.tree("{\"pk\":\"USER#1\",\"sk\":\"ORDER#7\"}"));
    assertThat(left.value()).isNull();
    SinkRecord entered =
        rest.apply(records.updated(ORDER, item(ORDER, "order"), item(ORDER, "void")));
    assertThat(entered.value()).isNotNull();
    assertThat(rest.apply(records.deleted(ORDER, item(ORDER, "order")))).isNull();
    assertThat(rest.apply(records.deleted(ORDER, item(ORDER, "void"))).value()).isNull();
    assertThat(rest.apply(records.deleted(PRODUCT)).value()).as("by its key alone").isNull();
  }

  @Test
  void canBeToldByASingleNegatedTest() {
    assertThat(matches("kind: {not: {in: [a, b]}}", created("a"))).isFalse();
    assertThat(matches("kind: {not: {in: [a, b]}}", created("c"))).isTrue();
    assertThat(matches("pk: {not: 'USER#{}'}", created("c"))).isFalse();
    assertThat(matches("all: [{any: [{kind: a}, {kind: b}]}, {pk: 'USER#{}'}]", created("b")))
        .isTrue();
    assertThat(matches("all: [{any: [{kind: a}, {kind: b}]}, {pk: 'SHOP#{}'}]", created("b")))
        .isFalse();
  }

  @Test
  void keepTheirKeyUnderATemplateThatCapturesNothing() {
    SinkRecord row =
        ItemToRowTest.transform("when: {pk: 'USER#{}', sk: 'ORDER#{id}'}")
            .apply(new SampleRecords(true).created(ORDER, ORDER));

    assertThat(RowJson.of(row.key())).hasToString("{\"pk\":\"USER#1\",\"id\":\"7\"}");
    assertThat(RowJson.of(row.value())).hasToString("{}");
  }

  private static SinkRecord created(String kind) {
    return new SampleRecords(true).created(ORDER, item(ORDER, kind));
  }

  private static String item(String key, String kind) {
    return "{\"kind\":{\"S\":\"%s\"},".formatted(kind) + key.substring(1);
  }

  private static boolean matches(String when, SinkRecord record) {
    try (ItemMatches<SinkRecord> predicate = new ItemMatches<>()) {
      predicate.configure(java.util.Map.of("when", when));
      return predicate.test(record);
    }
  }
}
