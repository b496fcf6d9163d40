package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecordSchema;
import io.debezium.connector.AbstractSourceInfo;
import io.debezium.data.Envelope;
import io.debezium.data.Json;
import io.debezium.transforms.ExtractNewRecordState;
import io.debezium.transforms.HeaderToValue;
import io.debezium.transforms.ToLogicalTopicRouter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.ExtractField;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

/** The change record under Debezium's own eyes. */
class DebeziumTest {

  private static final String KEY = "{\"pk\":{\"S\":\"USER#1\"}}";
  private static final String ITEM = "{\"pk\":{\"S\":\"USER#1\"},\"status\":{\"S\":\"paid\"}}";

  private final SampleRecords records = new SampleRecords(true);

  @Test
  void takesItForAnEnvelope() {
    assertThat(Envelope.isEnvelopeSchema(ChangeRecordSchema.ENVELOPE_SCHEMA)).isTrue();
    assertThat(Envelope.fromSchema(ChangeRecordSchema.ENVELOPE_SCHEMA).schema())
        .isEqualTo(ChangeRecordSchema.ENVELOPE_SCHEMA);
  }

  @Test
  void findsEveryFieldOfItsEnvelopeButTheTransaction() {
    assertThat(names(ChangeRecordSchema.ENVELOPE_SCHEMA))
        .isSubsetOf(Envelope.ALL_FIELD_NAMES)
        .contains(
            Envelope.FieldName.BEFORE,
            Envelope.FieldName.AFTER,
            Envelope.FieldName.SOURCE,
            Envelope.FieldName.OPERATION,
            Envelope.FieldName.TIMESTAMP,
            Envelope.FieldName.TIMESTAMP_US,
            Envelope.FieldName.TIMESTAMP_NS)
        .doesNotContain(Envelope.FieldName.TRANSACTION);
    Schema after = ChangeRecordSchema.ENVELOPE_SCHEMA.field(Envelope.FieldName.AFTER).schema();
    assertThat(after).isEqualTo(Json.builder().optional().build());
  }

  @Test
  void readsTheOperations() {
    assertThat(
            Arrays.stream(ChangeOperation.values())
                .map(operation -> Envelope.Operation.forCode(operation.code())))
        .containsExactly(
            Envelope.Operation.READ,
            Envelope.Operation.CREATE,
            Envelope.Operation.UPDATE,
            Envelope.Operation.DELETE);
  }

  @Test
  void findsItsOwnFieldsInTheSourceBlock() {
    assertThat(names(ChangeRecordSchema.SOURCE_SCHEMA))
        .contains(
            AbstractSourceInfo.DEBEZIUM_VERSION_KEY,
            AbstractSourceInfo.DEBEZIUM_CONNECTOR_KEY,
            AbstractSourceInfo.SERVER_NAME_KEY,
            AbstractSourceInfo.TIMESTAMP_KEY,
            AbstractSourceInfo.TIMESTAMP_US_KEY,
            AbstractSourceInfo.TIMESTAMP_NS_KEY,
            AbstractSourceInfo.SNAPSHOT_KEY,
            AbstractSourceInfo.DATABASE_NAME_KEY,
            AbstractSourceInfo.TABLE_NAME_KEY,
            AbstractSourceInfo.SEQUENCE_KEY);
  }

  /** What the record format's page says: its transforms that take a row apart want a struct. */
  @Test
  void cannotUnwrapWhatIsText() {
    Transformation<SinkRecord> unwrap = configured(new ExtractNewRecordState<>(), Map.of());

    assertThatThrownBy(() -> unwrap.apply(records.created(KEY, ITEM)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Only Struct objects supported");
    assertThat(unwrap.apply(records.deleted(KEY, ITEM)).value()).isNull();
    SinkRecord schemaless = new SampleRecords(false).created(KEY, ITEM);
    assertThat(unwrap.apply(schemaless)).isSameAs(schemaless);
  }

  @Test
  void cannotRouteWhatIsText() {
    Transformation<SinkRecord> router =
        configured(
            new ToLogicalTopicRouter<>(),
            Map.of("topic.regex", "shop\\.(.*)", "topic.replacement", "all.$1"));

    assertThatThrownBy(() -> router.apply(records.created(KEY, ITEM)))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot list fields on non-struct type");
  }

  @Test
  void copiesAHeaderIntoTheEnvelope() {
    SinkRecord copied =
        configured(
                new HeaderToValue<SinkRecord>(),
                Map.of("headers", "messina.op", "fields", "what", "operation", "copy"))
            .apply(records.created(KEY, ITEM));

    assertThat(((Struct) copied.value()).getString("what")).isEqualTo("c");
    assertThat(rowOf(copied)).isEqualTo(SampleRecords.tree("{\"status\":\"paid\"}"));
  }

  /** Kafka's own. */
  @Test
  void rowsCanBeMadeWithoutTheOldImage() {
    SinkRecord lean =
        configured(new ReplaceField.Value<SinkRecord>(), Map.of("exclude", "before"))
            .apply(records.updated(KEY, ITEM, ITEM));

    assertThat(((Struct) lean.value()).schema().field("before")).isNull();
    assertThat(rowOf(lean)).isEqualTo(SampleRecords.tree("{\"status\":\"paid\"}"));
  }

  /** Kafka's own, in place of what Debezium's cannot do. */
  @Test
  void kafkaTakesTheItemOutAsText() {
    for (SampleRecords some : List.of(records, new SampleRecords(false))) {
      Transformation<SinkRecord> extract =
          configured(new ExtractField.Value<>(), Map.of("field", "after"));
      assertThat(extract.apply(some.created(KEY, ITEM)).value()).isEqualTo(ITEM);
      assertThat(extract.apply(some.deleted(KEY, ITEM)).value()).isNull();
    }
  }

  private static JsonNode rowOf(SinkRecord change) {
    return RowJson.of(ItemToRowTest.transform("").apply(change).value());
  }

  private static <T extends Transformation<SinkRecord>> T configured(
      T transform, Map<String, String> options) {
    transform.configure(new HashMap<>(options));
    return transform;
  }

  private static List<String> names(Schema schema) {
    return schema.fields().stream().map(Field::name).toList();
  }
}
