package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Filter;
import org.apache.kafka.connect.transforms.MaskField;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.HasHeaderKey;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.apache.kafka.connect.transforms.predicates.RecordIsTombstone;
import org.apache.kafka.connect.transforms.predicates.TopicNameMatches;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's own transforms before and after ours, in the order a connector would run them. */
class SmtChainTest {

  private static final String KEY = "{\"pk\":{\"S\":\"USER#1\"}}";
  private static final String ITEM =
      """
      {"card":{"S":"4111"},"list":{"L":[{"N":"1"}]},"none":{"NULL":true},"pk":{"S":"USER#1"},
       "tags":{"SS":["a"]},"with space 🙂":{"S":"☃"}}""";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsPassThroughKafkasOwnTransforms(boolean schemas) {
    SinkRecord row =
        run(
            new SampleRecords(schemas).created(KEY, ITEM),
            List.of(
                ItemToRowTest.transform(""),
                configured(
                    new ReplaceField.Value<>(), "exclude", "with space 🙂", "renames", "list:l"),
                configured(new MaskField.Value<>(), "fields", "card", "replacement", "****"),
                configured(new ReplaceField.Key<>(), "renames", "pk:user_id"),
                configured(new RegexRouter<>(), "regex", "shop\\.(.*)", "replacement", "$1_rows")));

    assertThat(RowJson.of(row.key())).hasToString("{\"user_id\":\"USER#1\"}");
    assertThat(RowJson.of(row.value()))
        .isEqualTo(
            SampleRecords.tree("{\"card\":\"****\",\"l\":\"[1]\",\"none\":null,\"tags\":[\"a\"]}"));
    assertThat(row.topic()).isEqualTo("orders_rows");
    assertThat(row.originalTopic()).isEqualTo("shop.orders");
    assertThat(row.headers()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deletesPassThroughKafkasOwnTransforms(boolean schemas) {
    SinkRecord row =
        run(
            new SampleRecords(schemas).deleted(KEY),
            List.of(
                ItemToRowTest.transform("columns: {user_id: pk}"),
                configured(new ReplaceField.Value<>(), "exclude", "card"),
                configured(new RegexRouter<>(), "regex", ".*", "replacement", "rows")));

    assertThat(RowJson.of(row.key())).hasToString("{\"user_id\":\"USER#1\"}");
    assertThat(row.value()).isNull();
    assertThat(row.headers()).hasSize(2);
  }

  /** The record format's page tells users to guard this transform with a predicate. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void maskFieldTakesNoDeletes(boolean schemas) {
    SinkRecord delete = ItemToRowTest.transform("").apply(new SampleRecords(schemas).deleted(KEY));

    try (MaskField<SinkRecord> mask = configured(new MaskField.Value<>(), "fields", "card")) {
      assertThatThrownBy(() -> mask.apply(delete)).isInstanceOf(DataException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRouterMayStandBeforeIt(boolean schemas) {
    SinkRecord row =
        run(
            new SampleRecords(schemas).created(KEY, ITEM),
            List.of(
                configured(new RegexRouter<>(), "regex", ".*", "replacement", "rows"),
                ItemToRowTest.transform("")));

    assertThat(row.topic()).isEqualTo("rows");
    assertThat(RowJson.of(row.value()).get("card").asText()).isEqualTo("4111");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void predicatesSeeRowsAndDeletes(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);
    ItemToRow<SinkRecord> transform = ItemToRowTest.transform("");
    SinkRecord row = transform.apply(records.created(KEY, ITEM));
    SinkRecord delete = transform.apply(records.deleted(KEY));

    assertThat(filteredBy(new RecordIsTombstone<>(), Map.of(), row)).isSameAs(row);
    assertThat(filteredBy(new RecordIsTombstone<>(), Map.of(), delete)).isNull();
    assertThat(filteredBy(new HasHeaderKey<>(), Map.of("name", "messina.op"), row)).isNull();
    assertThat(filteredBy(new HasHeaderKey<>(), Map.of("name", "other"), row)).isSameAs(row);
    assertThat(filteredBy(new TopicNameMatches<>(), Map.of("pattern", "shop\\..*"), row)).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ownPredicatesFilterChangeRecords(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);
    SinkRecord expired = records.expired(KEY, ITEM);
    SinkRecord read = records.read(KEY, ITEM);
    Map<String, String> cards = Map.of("when", "{card: {exists: true}, pk: 'USER#{id}'}");

    assertThat(filteredBy(new IsTtlExpiry<>(), Map.of(), expired)).isNull();
    assertThat(filteredBy(new IsTtlExpiry<>(), Map.of(), read)).isSameAs(read);
    assertThat(filteredBy(new IsSnapshot<>(), Map.of(), read)).isNull();
    assertThat(filteredBy(new IsSnapshot<>(), Map.of(), expired)).isSameAs(expired);
    assertThat(filteredBy(new ItemMatches<>(), cards, read)).isNull();
    assertThat(filteredBy(new ItemMatches<>(), Map.of("when", "card: x"), read)).isSameAs(read);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mappedRowsPassThroughKafkasOwnTransforms(boolean schemas) {
    String mapping =
        "{split: {pk: 'USER#{user_id}'}, columns: {number: list.0, l: {from: list, as: native}}}";
    SinkRecord row =
        run(
            new SampleRecords(schemas).created(KEY, ITEM),
            List.of(
                ItemToRowTest.transform(mapping),
                configured(new ReplaceField.Value<>(), "include", "number,card,l"),
                configured(new MaskField.Value<>(), "fields", "card", "replacement", "****"),
                configured(new RegexRouter<>(), "regex", ".*", "replacement", "rows")));

    assertThat(RowJson.of(row.key())).hasToString("{\"user_id\":\"1\"}");
    assertThat(RowJson.of(row.value()))
        .isEqualTo(SampleRecords.tree("{\"number\":\"1\",\"card\":\"****\",\"l\":[\"1\"]}"));
  }

  /** What the worker does with a transform that has a predicate. */
  private static SinkRecord filteredBy(
      Predicate<SinkRecord> predicate, Map<String, String> options, SinkRecord record) {
    predicate.configure(options);
    try (predicate;
        Filter<SinkRecord> filter = new Filter<>()) {
      return predicate.test(record) ? filter.apply(record) : record;
    }
  }

  private static SinkRecord run(
      SinkRecord record, List<? extends Transformation<SinkRecord>> chain) {
    SinkRecord current = record;
    for (Transformation<SinkRecord> transform : chain) {
      current = transform.apply(current);
      transform.close();
    }
    return current;
  }

  private static <T extends Transformation<SinkRecord>> T configured(T transform, String... pairs) {
    Map<String, String> options = new HashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      options.put(pairs[at], pairs[at + 1]);
    }
    transform.configure(options);
    return transform;
  }
}
